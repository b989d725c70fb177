using System.Diagnostics.CodeAnalysis;
using IotLink.Core.Devices;

namespace IotLink.Core.Messages;

/// <summary>
/// A parsed topic. The grammar is closed, eight levels are all that AWS IoT allows:
/// <c>iotlink/{env}/{hub_id}/{device_id}/{type}/{direction}/{role}/{format}</c>.
/// </summary>
/// <param name="Hub">The hub in front of the device; null for <c>nohub</c> and for a hub's own data.</param>
public readonly record struct Topic(
    Env Env, DeviceId? Hub, DeviceId Device, MessageType Type, Direction Direction, MessageRole Role, PayloadFormat Format)
{
    public const string Root = "iotlink";

    /// <summary>The hub segment of a stand-alone device; no device may be called so.</summary>
    public const string NoHub = "nohub";

    private const int Levels = 8;

    /// <summary>A hub's own data: the topic names the device twice.</summary>
    public bool IsHub { get; init; }

    public static bool TryParse(ReadOnlySpan<char> text, out Topic topic, [NotNullWhen(false)] out Refusal? refusal) =>
        TryParse(text, null, out topic, out refusal);

    /// <param name="legacy">
    /// When set, <c>devices/{hub_id}/{device_id}/telemetry</c> is taken too, as periodic JSON telemetry of this environment.
    /// </param>
    public static bool TryParse(
        ReadOnlySpan<char> text, Env? legacy, out Topic topic, [NotNullWhen(false)] out Refusal? refusal)
    {
        topic = default;
        Span<Range> parts = stackalloc Range[Levels + 1];
        var count = text.Split(parts, '/');
        if (legacy is { } env && count == 4 && text[parts[0]] is "devices" && text[parts[3]] is "telemetry")
        {
            topic = new() { Env = env };
            refusal = WithDevice(text[parts[1]], text[parts[2]], ref topic);
            return refusal is null;
        }

        refusal = count != Levels || text[parts[0]] is not Root
            ? Malformed($"Expected {Root}/env/hub/device/type/direction/role/format.")
            : Closed(text, parts, ref topic) ?? WithDevice(text[parts[2]], text[parts[3]], ref topic);
        return refusal is null;
    }

    public override string ToString()
    {
        var hub = IsHub ? Device.Value : Hub?.Value ?? NoHub;
        return $"{Root}/{TopicWords.Envs[(int)Env]}/{hub}/{Device}/{TopicWords.Types[(int)Type]}/"
            + $"{TopicWords.Directions[(int)Direction]}/{TopicWords.Roles[(int)Role]}/{TopicWords.Formats[(int)Format]}";
    }

    private static Refusal? Closed(ReadOnlySpan<char> text, ReadOnlySpan<Range> parts, ref Topic topic)
    {
        var env = TopicWords.IndexOf(TopicWords.Envs, text[parts[1]]);
        var type = TopicWords.IndexOf(TopicWords.Types, text[parts[4]]);
        var direction = TopicWords.IndexOf(TopicWords.Directions, text[parts[5]]);
        var role = TopicWords.IndexOf(TopicWords.Roles, text[parts[6]]);
        var format = TopicWords.IndexOf(TopicWords.Formats, text[parts[7]]);
        if (env < 0) return Unknown("environment", TopicWords.Envs);
        if (type < 0) return Unknown("type", TopicWords.Types);
        if (direction < 0) return Unknown("direction", TopicWords.Directions);
        if (role < 0) return Unknown("role", TopicWords.Roles);
        if (format < 0) return Unknown("format", TopicWords.Formats);
        topic = new((Env)env, null, default, (MessageType)type, (Direction)direction, (MessageRole)role, (PayloadFormat)format);
        return null;
    }

    private static Refusal? WithDevice(ReadOnlySpan<char> hub, ReadOnlySpan<char> device, ref Topic topic)
    {
        if (device is NoHub || !DeviceId.TryParse(device.ToString(), out var id)) return Malformed("The device segment is no device id.");
        if (hub is NoHub)
        {
            topic = topic with { Device = id };
            return null;
        }

        if (hub.SequenceEqual(device))
        {
            topic = topic with { Device = id, IsHub = true };
            return null;
        }

        if (!DeviceId.TryParse(hub.ToString(), out var hubId)) return Malformed($"The hub segment is neither a device id nor '{NoHub}'.");
        topic = topic with { Device = id, Hub = hubId };
        return null;
    }

    private static Refusal Unknown(string level, string[] words) =>
        Malformed($"Unknown {level}; expected {string.Join(", ", words)}.");

    private static Refusal Malformed(string detail) => new(Reason.TopicMalformed, detail);
}
