using System.Text.RegularExpressions;
using IotLink.Core.Notifications;

namespace IotLink.Core.Adapters.Aws;

/// <summary>SMS by Amazon SNS Publish. SNS knows no idempotency key for a phone number.</summary>
internal sealed partial class SnsSmsChannel(AwsOptions options, SmsOptions sms, TimeProvider time) : IMessageChannel, IDisposable
{
    private readonly AwsClient _sns = new(options, "sns", "sns", time);

    public ChannelKind Kind => ChannelKind.Sms;

    public bool Deduplicates => false;

    public async Task<SendResult> SendAsync(OutgoingMessage message, Func<CancellationToken, Task<bool>> handOver, CancellationToken ct)
    {
        var form = new List<KeyValuePair<string, string>>
        {
            new("Action", "Publish"),
            new("Version", "2010-03-31"),
            new("PhoneNumber", message.Address),
            new("Message", message.Text),
        };
        Attribute(form, "AWS.SNS.SMS.SMSType", "Transactional");
        if (sms.SenderId is { Length: > 0 } sender) Attribute(form, "AWS.SNS.SMS.SenderID", sender);
        using var content = new FormUrlEncodedContent(form);
        return await _sns.SendAsync(content, null, answer => MessageId().Match(answer) is { Success: true } m ? m.Groups[1].Value : null, handOver, ct);
    }

    public void Dispose() => _sns.Dispose();

    private static void Attribute(List<KeyValuePair<string, string>> form, string name, string value)
    {
        var entry = $"MessageAttributes.entry.{(form.Count - 4) / 3 + 1}";
        form.Add(new($"{entry}.Name", name));
        form.Add(new($"{entry}.Value.DataType", "String"));
        form.Add(new($"{entry}.Value.StringValue", value));
    }

    [GeneratedRegex("<MessageId>([^<]+)</MessageId>")]
    private static partial Regex MessageId();
}
