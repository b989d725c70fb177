using IotLink.Core.Accounts;
using IotLink.Core.Audit;
using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Core.Streams;

namespace IotLink.Core.Telemetry;

/// <summary>
/// What pages ask about readings. The right is checked here; a device that is not there for this viewer answers null, whatever the reason.
/// </summary>
public sealed class TelemetryDesk(IHotStore hot, IMessageReader messages, DeviceReach reach, Looks looks)
{
    public async Task<StoredReading?> LatestAsync(Viewer viewer, DeviceId device, CancellationToken ct) =>
        await reach.SinceAsync(viewer, device, ct) is { } since
        && await hot.LatestAsync(device, ct) is { } reading && reading.IngestTimestamp >= since
            ? reading
            : null;

    /// <returns>In order of arrival, newest first.</returns>
    public async Task<IReadOnlyList<StoredReading>?> RecentAsync(Viewer viewer, DeviceId device, int count, CancellationToken ct)
    {
        if (await reach.SinceAsync(viewer, device, ct) is not { } since) return null;
        return [.. (await hot.RecentAsync(device, count, ct)).Where(r => r.IngestTimestamp >= since)];
    }

    /// <summary>See <see cref="IHotStore.SeriesAsync"/>.</summary>
    public async Task<IReadOnlyList<SeriesPoint>?> SeriesAsync(
        Viewer viewer, DeviceId device, string metric, DateTimeOffset from, DateTimeOffset to, int maxPoints, CancellationToken ct)
    {
        if (await reach.SinceAsync(viewer, device, ct) is not { } since) return null;
        return await hot.SeriesAsync(device, metric, from < since ? since : from, to, maxPoints, ct);
    }

    /// <summary>The device's last messages as they arrived, each with what was read from it; newest first. The look is audited.</summary>
    public async Task<IReadOnlyList<RawFrame>?> FramesAsync(Viewer viewer, DeviceId device, int count, CancellationToken ct)
    {
        if (!viewer.May(Permission.ViewRawFrames) || await RecentAsync(viewer, device, count, ct) is not { } recent) return null;
        await looks.WriteAsync(viewer, "frame.view", device.Value, ct);
        var frames = new List<RawFrame>();
        foreach (var readings in recent.GroupBy(r => r.Position))
        {
            // A message truncated away leaves its readings behind: they are shown elsewhere, here there are no bytes to show.
            if (await messages.FindAsync(readings.Key, ct) is { } message) frames.Add(new(message, [.. readings.OrderBy(r => r.Index)]));
        }

        return frames;
    }

    /// <summary>One message by its position, as it arrived, with what was read from it. The look is audited.</summary>
    /// <returns>null when it is no longer kept, or was not the viewer's to see.</returns>
    public async Task<RawFrame?> FrameAsync(Viewer viewer, DeviceId device, StreamPosition position, CancellationToken ct)
    {
        if (!viewer.May(Permission.ViewRawFrames)
            || await reach.SinceAsync(viewer, device, ct) is not { } since
            || await messages.FindAsync(position, ct) is not { } stored
            || !reach.Carries(stored.Message.Device, device)
            || stored.IngestedAt < since)
        {
            return null;
        }

        await looks.WriteAsync(viewer, "frame.view", device.Value, ct);
        return new(stored, await hot.OfMessageAsync(device, position, stored.IngestedAt, ct));
    }
}

/// <summary>Bytes as they arrived, beside the values read from them.</summary>
public sealed record RawFrame(StoredMessage Stored, IReadOnlyList<StoredReading> Readings);
