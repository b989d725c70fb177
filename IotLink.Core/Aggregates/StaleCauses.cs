using System.Globalization;
using IotLink.Core.DeadLetters;
using IotLink.Core.History;

namespace IotLink.Core.Aggregates;

/// <summary>
/// Windows are marked before what makes them stale is carried out, so that a crash forgets none. They are computed again when it is over.
/// </summary>
public sealed class StaleCauses(IReplayStore replays, ILetterJobStore letterJobs)
{
    /// <summary>What marks windows of a page of letters that are reprocessed.</summary>
    public static string OfLetters(long job, object page) => string.Create(CultureInfo.InvariantCulture, $"letters:{job}/{page}");

    public async Task<bool> IsOverAsync(string cause, CancellationToken ct)
    {
        var (kind, id) = (cause.Split(':')[0], cause[(cause.IndexOf(':', StringComparison.Ordinal) + 1)..].Split('/')[0]);
        return kind switch
        {
            "replay" or "rollback" => (await replays.FindAsync(id, ct))?.State is not (ReplayState.Approved or ReplayState.Applying or ReplayState.TakingBack),
            "letters" when long.TryParse(id, CultureInfo.InvariantCulture, out var job) => (await letterJobs.FindAsync(job, ct))?.IsOver ?? true,
            _ => true,
        };
    }
}
