"""What Rasa loads from us: the gates after its classifier, the gateway's channel, the sealed tracker store."""
