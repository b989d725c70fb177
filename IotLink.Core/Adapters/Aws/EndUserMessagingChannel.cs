using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using IotLink.Core.Notifications;

namespace IotLink.Core.Adapters.Aws;

/// <summary>SMS and voice by AWS End User Messaging (pinpoint-sms-voice-v2): JSON 1.0, no idempotency key.</summary>
internal sealed class EndUserMessagingChannel(ChannelKind kind, AwsOptions options, SmsOptions sms, TimeProvider time) : IMessageChannel, IDisposable
{
    private readonly AwsClient _service = new(options, "sms-voice", "sms-voice", time);

    public ChannelKind Kind => kind;

    public bool Deduplicates => false;

    public async Task<SendResult> SendAsync(OutgoingMessage message, Func<CancellationToken, Task<bool>> handOver, CancellationToken ct)
    {
        var voice = kind == ChannelKind.Voice;
        var body = new JsonObject
        {
            ["DestinationPhoneNumber"] = message.Address,
            ["OriginationIdentity"] = sms.Origination,
            ["MessageBody"] = message.Text,
        };
        if (voice) (body["MessageBodyTextType"], body["VoiceId"]) = ("TEXT", message.Language == "ko" ? sms.KoreanVoice : sms.EnglishVoice);
        else body["MessageType"] = "TRANSACTIONAL";

        // Without a charset, which is part of what is signed and of what the service compares.
        using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.0");
        return await _service.SendAsync(content, $"PinpointSMSVoiceV2.{(voice ? "SendVoiceMessage" : "SendTextMessage")}", IdOf, handOver, ct);
    }

    public void Dispose() => _service.Dispose();

    private static string? IdOf(string answer) => JsonNode.Parse(answer)?["MessageId"]?.GetValue<string>();
}
