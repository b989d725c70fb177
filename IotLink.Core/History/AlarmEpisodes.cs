using IotLink.Core.Devices;

namespace IotLink.Core.History;

/// <summary>
/// When which alarm was open, for two courses of the same time. Alarms of the same device and code that were open at the same time are
/// the same alarm, even when they begin a reading earlier or later.
/// </summary>
public sealed class AlarmEpisodes
{
    private const int Shown = 10;

    private readonly Dictionary<(DeviceId, string), List<Episode>> _episodes = [];

    public void Begin(DeviceId device, string code, DateTimeOffset at, string evidence)
    {
        if (!_episodes.TryGetValue((device, code), out var all)) _episodes[(device, code)] = all = [];
        all.Add(new(at, DateTimeOffset.MaxValue, evidence));
    }

    public void End(DeviceId device, string code, DateTimeOffset at)
    {
        if (!_episodes.TryGetValue((device, code), out var all) || all[^1].To != DateTimeOffset.MaxValue) return;
        all[^1] = all[^1] with { To = at };
    }

    /// <summary>Those that have no counterpart.</summary>
    public AlarmImpact Without(AlarmEpisodes other)
    {
        var count = 0L;
        var examples = new List<AlarmExample>();
        foreach (var ((device, code), all) in _episodes)
        {
            var others = other._episodes.GetValueOrDefault((device, code));
            foreach (var episode in all)
            {
                if (others is not null && others.Exists(o => o.From <= episode.To && episode.From <= o.To)) continue;
                count++;
                if (examples.Count < Shown) examples.Add(new(device, code, episode.From, episode.Evidence));
            }
        }

        return new(count, [.. examples.OrderBy(e => e.At)]);
    }

    private readonly record struct Episode(DateTimeOffset From, DateTimeOffset To, string Evidence);
}
