def handler(event, context):
    print("x")
    return event
