using IotLink.Core.Devices;
using IotLink.Core.Live;
using IotLink.Core.Publishing;

namespace IotLink.Ingest.DeadLetters;

/// <summary>
/// A job finds what was registered and published before it was asked for, wherever that was: people register the unknown device or publish
/// the fix, and reprocess at once.
/// </summary>
public sealed class LetterGround(IDeviceRegistry registry, PublishedPlans plans, ILiveFeed live)
{
    internal async Task RefreshAsync(CancellationToken ct)
    {
        await registry.RefreshAsync(ct);
        if (await plans.RefreshAsync(ct)) live.Signal(LiveTopic.Documents);
    }
}
