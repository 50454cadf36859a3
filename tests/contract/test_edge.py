"""The distribution and its domain, in a stage that has both."""

import json
import subprocess

import pytest

from tests.contract.conftest import DOMAIN

CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
CACHING_OPTIMIZED = "658327ea-f89d-4fab-a63d-7e88639e58f6"
# All but Host: with the caller's Host the gateway would know none of its APIs.
ALL_VIEWER_EXCEPT_HOST_HEADER = "b689b0a8-53d0-40ab-baf2-68738e2966ac"


@pytest.fixture(scope="module")
def distribution(whole):
    return whole.of_type("AWS::CloudFront::Distribution")["Distribution"]["DistributionConfig"]


def origin(distribution, name):
    [found] = [each for each in distribution["Origins"] if each["Id"] == name]
    return found


@pytest.mark.acceptance(7, 60)
def test_files_come_from_a_bucket_that_only_the_distribution_reads(distribution, whole):
    site, default = origin(distribution, "site"), distribution["DefaultCacheBehavior"]
    policy = whole.of_type("AWS::S3::BucketPolicy")["SiteBucketPolicy"]["PolicyDocument"]["Statement"]
    allowed = [statement for statement in policy if statement["Effect"] == "Allow"]

    assert site["DomainName"] == {"Fn::GetAtt": ["SiteBucket", "RegionalDomainName"]}
    assert site["OriginAccessControlId"] == {"Fn::GetAtt": ["SiteAccess", "Id"]}
    assert default["TargetOriginId"] == "site"
    assert default["ViewerProtocolPolicy"] == "redirect-to-https"
    assert distribution["DefaultRootObject"] == "index.html"
    assert {str(each["Principal"]) for each in allowed} == {"{'Service': 'cloudfront.amazonaws.com'}"}
    assert all("aws:SourceArn" in each["Condition"]["StringEquals"] for each in allowed)


@pytest.mark.acceptance(61)
def test_files_are_kept_at_the_edge_and_answers_of_the_api_never(distribution):
    default, [api] = distribution["DefaultCacheBehavior"], distribution["CacheBehaviors"]

    assert (default["CachePolicyId"], default["Compress"]) == (CACHING_OPTIMIZED, True)
    assert (api["PathPattern"], api["TargetOriginId"]) == ("/api/*", "api")
    assert api["CachePolicyId"] == CACHING_DISABLED
    assert api["OriginRequestPolicyId"] == ALL_VIEWER_EXCEPT_HOST_HEADER
    assert set(api["AllowedMethods"]) == {"GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"}
    assert origin(distribution, "api")["CustomOriginConfig"]["OriginProtocolPolicy"] == "https-only"


@pytest.mark.acceptance(7, 61)
def test_no_error_of_the_api_is_turned_into_a_page(distribution):
    assert "CustomErrorResponses" not in distribution
    assert "FunctionAssociations" not in distribution["CacheBehaviors"][0]


@pytest.mark.acceptance(60)
def test_pages_of_the_application_are_found_and_paths_of_the_api_are_left_alone(whole, tmp_path):
    code = whole.of_type("AWS::CloudFront::Function")["PagesOfTheApplication"]["FunctionCode"]
    asked = ["/", "/assets/AAPL", "/assets/BRK.B", "/app.js", "/img/logo.svg", "/api", "/api/v1/x", "/apis"]
    script = tmp_path / "pages.js"
    script.write_text(
        f"{code}\nconst uris = {json.dumps(asked)};"
        "console.log(JSON.stringify(uris.map((uri) => handler({request: {uri}}).uri)));"
    )

    out = subprocess.run(["node", str(script)], capture_output=True, text=True, check=True, timeout=20).stdout

    index = "/index.html"
    assert dict(zip(asked, json.loads(out), strict=True)) == {
        "/": index,
        "/assets/AAPL": index,
        "/assets/BRK.B": index,
        "/app.js": "/app.js",
        "/img/logo.svg": "/img/logo.svg",
        "/api": "/api",
        "/api/v1/x": "/api/v1/x",
        "/apis": index,
    }


@pytest.mark.acceptance(60)
def test_files_come_with_security_headers(whole, distribution):
    headers = whole.of_type("AWS::CloudFront::ResponseHeadersPolicy")["SiteHeaders"]
    given = headers["ResponseHeadersPolicyConfig"]["SecurityHeadersConfig"]

    assert distribution["DefaultCacheBehavior"]["ResponseHeadersPolicyId"] == {"Ref": "SiteHeaders"}
    assert given["StrictTransportSecurity"]["AccessControlMaxAgeSec"] == 365 * 24 * 3600
    assert given["FrameOptions"]["FrameOption"] == "DENY"
    assert given["ContentSecurityPolicy"]["ContentSecurityPolicy"].startswith("default-src 'self'")
    assert given["ContentTypeOptions"] == {"Override": True}


@pytest.mark.acceptance(62)
def test_the_certificate_is_the_domains_and_old_protocols_are_refused(whole, distribution):
    certificate = whole.of_type("AWS::CertificateManager::Certificate")["Certificate"]

    assert distribution["ViewerCertificate"] == {
        "AcmCertificateArn": {"Ref": "Certificate"},
        "SslSupportMethod": "sni-only",
        "MinimumProtocolVersion": "TLSv1.2_2021",
    }
    assert (certificate["DomainName"], certificate["ValidationMethod"]) == (DOMAIN, "DNS")
    assert origin(distribution, "api")["CustomOriginConfig"]["OriginSSLProtocols"] == ["TLSv1.2"]


@pytest.mark.acceptance(60)
def test_the_distribution_is_near_europe_and_north_america_and_logs_apart_from_the_site(distribution):
    assert distribution["PriceClass"] == "PriceClass_100"
    assert distribution["Logging"] == {
        "Bucket": {"Fn::GetAtt": ["AccessLogsBucket", "RegionalDomainName"]},
        "Prefix": "cloudfront/",
    }


@pytest.mark.acceptance(63, 64, 65)
def test_the_domain_leads_to_the_distribution_in_both_address_families(whole, distribution):
    records = whole.of_type("AWS::Route53::RecordSet").values()

    assert distribution["Aliases"] == [DOMAIN]
    assert whole.of_type("AWS::Route53::HostedZone")["HostedZone"]["Name"] == DOMAIN
    assert {record["Type"] for record in records} == {"A", "AAAA"}
    for record in records:
        assert record["Name"] == DOMAIN
        assert record["HostedZoneId"] == {"Ref": "HostedZone"}
        assert record["AliasTarget"]["DNSName"] == {"Fn::GetAtt": ["Distribution", "DomainName"]}


@pytest.mark.acceptance(66)
def test_health_is_asked_for_from_outside_and_silence_alarms(whole):
    [check] = whole.of_type("AWS::Route53::HealthCheck").values()
    alarm = whole.of_type("AWS::CloudWatch::Alarm")["ApplicationUnreachableAlarm"]
    asked = check["HealthCheckConfig"]

    assert (asked["Type"], asked["FullyQualifiedDomainName"], asked["Port"]) == ("HTTPS", DOMAIN, 443)
    assert asked["ResourcePath"] == "/api/v1/health"
    assert alarm["Dimensions"] == [{"Name": "HealthCheckId", "Value": {"Ref": "ApplicationHealthCheck"}}]
    assert (alarm["ComparisonOperator"], alarm["Threshold"]) == ("LessThanThreshold", 1)
    assert alarm["TreatMissingData"] == "breaching"


@pytest.mark.acceptance(35)
def test_the_sites_bucket_answers_pages_of_the_allowed_origins_only(whole):
    [rule] = whole.of_type("AWS::S3::Bucket")["SiteBucket"]["CorsConfiguration"]["CorsRules"]

    assert rule == {
        "AllowedOrigins": {"Fn::Split": [",", "https://app.signal9.com"]},
        "AllowedMethods": ["GET", "HEAD"],
        "AllowedHeaders": ["*"],
        "MaxAge": 3000,
    }
