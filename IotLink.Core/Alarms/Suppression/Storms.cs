namespace IotLink.Core.Alarms.Suppression;

/// <summary>Finds storms among the alarms of the last minute. Pure.</summary>
public static class Storms
{
    public static readonly TimeSpan Within = TimeSpan.FromMinutes(1);

    /// <summary>
    /// A site comes before a rule: what happens at one place has most likely one cause. A storm that goes on takes in what follows, however few.
    /// </summary>
    /// <returns>The group of each alarm that had none and belongs to one now.</returns>
    public static IReadOnlyDictionary<AlarmId, AlarmGroup> Find(IReadOnlyCollection<Gust> recent, int perMinute)
    {
        var found = new Dictionary<AlarmId, AlarmGroup>();
        if (perMinute <= 0) return found;
        foreach (var (kind, keyOf) in new (AlarmGroupKind, Func<Gust, string?>)[] { (AlarmGroupKind.Site, g => g.Site), (AlarmGroupKind.Rule, g => g.Rule) })
        {
            foreach (var cause in recent.Where(g => keyOf(g) is not null && !found.ContainsKey(g.Alarm)).GroupBy(g => keyOf(g)!, StringComparer.Ordinal))
            {
                var going = cause.Select(g => AlarmGroup.TryParse(g.Group, out var group) && group.Kind == kind ? group : null).FirstOrDefault(g => g is not null);
                if (going is null && cause.Count() <= perMinute) continue;
                var storm = going ?? new(kind, cause.Key, cause.Min(g => g.NoticedAt));
                foreach (var gust in cause.Where(g => g.Group is null)) found[gust.Alarm] = storm;
            }
        }

        return found;
    }
}

/// <summary>One recent alarm, as far as storms care.</summary>
/// <param name="Rule">Product and code.</param>
public sealed record Gust(AlarmId Alarm, string? Site, string Rule, DateTimeOffset NoticedAt, string? Group);
