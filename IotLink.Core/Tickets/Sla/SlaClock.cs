namespace IotLink.Core.Tickets.Sla;

/// <summary>Counts promised time: working hours only, and not while the ticket waits. Pure.</summary>
public static class SlaClock
{
    /// <summary>Beyond this many days a promise is no promise: hours that are never open end here.</summary>
    private const int MostDays = 3660;

    /// <param name="hours">null: around the clock.</param>
    /// <returns>null while a pause is open that begins before the time is used up.</returns>
    public static DateTimeOffset? Due(SlaHours? hours, DateTimeOffset from, TimeSpan promised, IReadOnlyList<Pause> pauses)
    {
        var left = promised;
        foreach (var (start, end) in Running(hours, from, pauses))
        {
            if (end - start >= left) return (start + left).ToUniversalTime();
            left -= end - start;
        }

        return null;
    }

    /// <summary>How much of it has run between two moments.</summary>
    public static TimeSpan Used(SlaHours? hours, DateTimeOffset from, DateTimeOffset to, IReadOnlyList<Pause> pauses)
    {
        var used = TimeSpan.Zero;
        foreach (var (start, end) in Running(hours, from, pauses))
        {
            if (start >= to) break;
            used += (end < to ? end : to) - start;
        }

        return used;
    }

    /// <summary>The stretches in which the clock runs, in order, none of them empty.</summary>
    private static IEnumerable<(DateTimeOffset From, DateTimeOffset To)> Running(SlaHours? hours, DateTimeOffset from, IReadOnlyList<Pause> pauses)
    {
        var spans = hours is null ? [(from, from.AddDays(MostDays))] : hours.After(from).Take(MostDays);
        foreach (var (opens, closes) in spans)
        {
            var at = opens;
            foreach (var pause in pauses)
            {
                if (pause.From > at && at < closes) yield return (at, pause.From < closes ? pause.From : closes);
                if (pause.To is not { } end)
                {
                    if (pause.From < closes) yield break;
                    continue;
                }

                if (end > at) at = end;
                if (at >= closes) break;
            }

            if (at < closes) yield return (at, closes);
        }
    }
}
