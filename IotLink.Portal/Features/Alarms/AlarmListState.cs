using IotLink.Core.Alarms;

namespace IotLink.Portal.Features.Alarms;

/// <summary>
/// The rows of the console. While somebody points at the list nothing in it moves: known rows change in place, new ones wait behind
/// a pill until they are taken in.
/// </summary>
public sealed class AlarmListState
{
    private IReadOnlyList<AlarmRow> _newest = [];

    public IReadOnlyList<AlarmRow> Rows { get; private set; } = [];

    /// <summary>How many rows are waiting to be taken in.</summary>
    public int Waiting { get; private set; }

    /// <param name="hold">Somebody is about to click: nothing may move.</param>
    public void Update(IReadOnlyList<AlarmRow> newest, bool hold)
    {
        _newest = newest;
        if (!hold)
        {
            TakeIn();
            return;
        }

        var byId = newest.ToDictionary(r => r.Alarm.Id);
        Waiting = newest.Count - Rows.Count(r => byId.ContainsKey(r.Alarm.Id));
        Rows = [.. Rows.Select(row => byId.GetValueOrDefault(row.Alarm.Id) ?? Ended(row))];
    }

    public void TakeIn() => (Rows, Waiting) = (_newest, 0);

    /// <summary>One row as it is after a person changed it.</summary>
    public void Patch(Alarm alarm)
    {
        Rows = Patched(Rows, alarm);
        _newest = Patched(_newest, alarm);
    }

    /// <summary>The row <paramref name="step"/> away from a given one; the first when that one is not here.</summary>
    public AlarmRow? Neighbour(AlarmId? id, int step)
    {
        if (Rows.Count == 0) return null;
        var at = IndexOf(id);
        return Rows[at < 0 ? 0 : Math.Clamp(at + step, 0, Rows.Count - 1)];
    }

    /// <summary>All rows from one to another, both included.</summary>
    public IEnumerable<AlarmRow> Between(AlarmId? one, AlarmId? other)
    {
        var (from, to) = (IndexOf(one), IndexOf(other));
        return from < 0 || to < 0 ? [] : Rows.Skip(Math.Min(from, to)).Take(Math.Abs(to - from) + 1);
    }

    private int IndexOf(AlarmId? id)
    {
        for (var i = 0; i < Rows.Count; i++) if (Rows[i].Alarm.Id == id) return i;
        return -1;
    }

    private static AlarmRow[] Patched(IReadOnlyList<AlarmRow> rows, Alarm alarm) =>
        [.. rows.Select(r => r.Alarm.Id == alarm.Id ? r with { Alarm = alarm } : r)];

    /// <summary>A row that left the list of open alarms has been resolved, unless somebody put it off.</summary>
    private static AlarmRow Ended(AlarmRow row) =>
        !row.Alarm.IsOpen || row.Alarm.SnoozedUntil is not null ? row : row with { Alarm = row.Alarm with { State = AlarmState.Resolved } };
}
