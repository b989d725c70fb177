using IotLink.Core.Devices;

namespace IotLink.Core.Messages;

/// <summary>
/// What one connected device may publish and subscribe: topics that carry its own id, and, for a hub, those of its children.
/// Beside <c>iotlink/</c> there are the topics AWS IoT reserves for a thing's shadow and jobs, <c>$aws/things/{device}/</c>.
/// </summary>
public readonly record struct OwnTopics(DeviceId Device, IDeviceRegistry Registry)
{
    /// <summary>Topics of services: requests are consumed, answers published by the service.</summary>
    public const string ReservedRoot = "$aws/";

    private const string ThingsRoot = "$aws/things/";
    private const int HubLevel = 2;
    private const int DeviceLevel = 3;

    /// <returns>null when the device may publish there, else <see cref="Reason.TopicForbidden"/> and why.</returns>
    public Refusal? CheckPublish(in Topic topic)
    {
        if (topic.Direction == Direction.Sub || topic.Role == MessageRole.ControlRequest)
            return new(Reason.TopicForbidden, "Devices publish in direction pub, and never control requests.");
        if (topic.Device == Device || (topic.Hub == Device && Registry.IsChild(Device, topic.Device))) return null;
        return new(Reason.TopicForbidden, $"Device '{Device}' may not speak for '{topic.Device}'.");
    }

    /// <summary>
    /// Whether every topic the filter matches is the device's own: its id stands as a literal on the device level, or on the hub level
    /// (then the device level may be a wildcard, itself or a child).
    /// </summary>
    public bool Covers(ReadOnlySpan<char> filter)
    {
        if (filter.StartsWith(ReservedRoot)) return CoversThing(filter);
        ReadOnlySpan<char> hub = default;
        var level = 0;
        foreach (var range in filter.Split('/'))
        {
            var segment = filter[range];
            if (segment.IndexOfAny('+', '#') >= 0 && segment.Length != 1) return false;
            if (segment is "#" && range.End.GetOffset(filter.Length) != filter.Length) return false;
            if (level == 0 && segment is not Topic.Root) return false;
            if (level == 1 && segment is "#") return false;
            if (level == HubLevel)
            {
                if (segment is "#") return false;
                hub = segment;
            }

            if (level == DeviceLevel && !CoversDevice(hub, segment)) return false;
            level++;
        }

        return level > DeviceLevel;
    }

    /// <summary>Whether a reserved topic is the device's own, or its child's.</summary>
    public bool OwnsThing(ReadOnlySpan<char> topic)
    {
        if (!topic.StartsWith(ThingsRoot)) return false;
        var rest = topic[ThingsRoot.Length..];
        var end = rest.IndexOf('/');
        if (end < 0) return false;
        var thing = rest[..end];
        return thing.SequenceEqual(Device.Value) || (DeviceId.TryParse(thing.ToString(), out var child) && Registry.IsChild(Device, child));
    }

    /// <summary>The thing stands as a literal; behind it wildcards are free.</summary>
    private bool CoversThing(ReadOnlySpan<char> filter)
    {
        foreach (var range in filter.Split('/'))
        {
            var segment = filter[range];
            if (segment.IndexOfAny('+', '#') >= 0 && segment.Length != 1) return false;
            if (segment is "#" && range.End.GetOffset(filter.Length) != filter.Length) return false;
        }

        return OwnsThing(filter);
    }

    private bool CoversDevice(ReadOnlySpan<char> hub, ReadOnlySpan<char> segment)
    {
        if (segment.SequenceEqual(Device.Value)) return true;
        if (!hub.SequenceEqual(Device.Value)) return false;
        return segment is "+" or "#"
            || (DeviceId.TryParse(segment.ToString(), out var child) && Registry.IsChild(Device, child));
    }
}
