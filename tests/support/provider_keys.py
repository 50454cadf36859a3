"""The documents that hold what production needs, as the template makes them and as a person leaves them."""

import json

ALPHAVANTAGE, ALPACA, IDENTITY = (
    "signal9-alphavantage-credentials-prod",
    "signal9-alpaca-credentials-prod",
    "/signal9/prod/identity",
)
TEMPLATE = {
    ALPHAVANTAGE: {"apiKey": "REPLACE_ME", "plan": "free"},
    ALPACA: {"apiKey": "REPLACE_ME", "secretKey": "REPLACE_ME"},
    IDENTITY: {"issuer": "REPLACE_ME", "audience": "signal9"},
}
REAL = {
    ALPHAVANTAGE: {"apiKey": "K3Y", "plan": "premium-75"},
    ALPACA: {"apiKey": "PK1", "secretKey": "s"},
    IDENTITY: {"issuer": "https://login.example", "audience": "signal9"},
}
REMEDIES = {
    ALPHAVANTAGE: "ALPHAVANTAGE_API_KEY",
    ALPACA: "ALPACA_SECRET_KEY",
    IDENTITY: "resources/stages.yml",
}
SHELL = {"ALPHAVANTAGE_API_KEY": "AV1", "ALPACA_API_KEY": "AP1", "ALPACA_SECRET_KEY": "AP2"}
UNCHOSEN, CHOSEN = json.dumps(TEMPLATE[IDENTITY]), json.dumps(REAL[IDENTITY])
