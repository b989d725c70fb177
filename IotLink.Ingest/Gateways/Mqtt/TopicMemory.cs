using System.Text;
using System.Text.Unicode;
using IotLink.Core.Messages;

namespace IotLink.Ingest.Gateways.Mqtt;

/// <summary>
/// Turns the topic bytes of one connection's publishes into topics. Devices repeat themselves, so the last one is kept parsed; MQTT 5
/// aliases live here too.
/// </summary>
internal sealed class TopicMemory(Env? legacy)
{
    public const ushort MaxAlias = 16;

    private const int LongestTopic = 512;

    private byte[] _bytes = [];
    private Known _known;
    private Known[]? _aliases;

    /// <param name="reserved">The topic as text when it is one of <c>$aws/</c>; then <paramref name="topic"/> is nothing.</param>
    /// <returns>null when it is a topic, else what is wrong with it.</returns>
    public Refusal? Resolve(in PublishBody publish, out Topic topic, out string? reserved)
    {
        var known = publish.Topic.IsEmpty ? Recall(publish.Alias) : Parse(publish.Topic);
        if (publish.Alias is > 0 and <= MaxAlias && !publish.Topic.IsEmpty)
        {
            (_aliases ??= new Known[MaxAlias + 1])[publish.Alias] = known;
        }

        (topic, reserved) = (known.Topic, known.Reserved);
        return known.Refusal;
    }

    private Known Recall(ushort alias) =>
        _aliases is not null && alias is > 0 and <= MaxAlias && _aliases[alias] is { IsSet: true } known
            ? known
            : new(default, Malformed("No topic and no alias that stands for one."));

    private Known Parse(ReadOnlySpan<byte> bytes)
    {
        if (_known.IsSet && bytes.SequenceEqual(_bytes)) return _known;
        if (bytes.Length > LongestTopic) return new(default, Malformed($"The topic has {bytes.Length} bytes."));
        if (!Utf8.IsValid(bytes)) return new(default, Malformed("The topic is not UTF-8."));

        Span<char> text = stackalloc char[LongestTopic];
        var length = Encoding.UTF8.GetChars(bytes, text);
        _known = text[..length].StartsWith(OwnTopics.ReservedRoot) ? new(default, null, text[..length].ToString())
            : Topic.TryParse(text[..length], legacy, out var topic, out var refusal) ? new(topic, null)
            : new(default, refusal);
        _bytes = bytes.ToArray();
        return _known;
    }

    private static Refusal Malformed(string detail) => new(Reason.TopicMalformed, detail);

    private readonly record struct Known(Topic Topic, Refusal? Refusal, string? Reserved = null)
    {
        public bool IsSet => Refusal is not null || Reserved is not null || Topic.Device != default;
    }
}
