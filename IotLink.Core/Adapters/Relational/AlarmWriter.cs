using IotLink.Core.Alarms;
using IotLink.Core.Alarms.Suppression;
using IotLink.Core.Devices;
using IotLink.Core.Messages;
using Microsoft.EntityFrameworkCore;

namespace IotLink.Core.Adapters.Relational;

/// <summary>One run of changes in one transaction: a few reads whatever its length, then the lifecycle in memory.</summary>
internal sealed class AlarmWriter(IotLinkDb db, AlarmOptions options, bool repairs)
{
    private readonly Dictionary<(string Device, string Code), AlarmMarkEntity> _marks = [];
    private readonly Dictionary<(string Device, string Code), (StreamPosition, long)> _stored = [];
    private readonly Dictionary<(string Device, string Code), AlarmEntity> _current = [];
    private readonly Dictionary<string, (string? Site, string? Hub)> _places = [];
    private readonly Dictionary<string, Alarm> _silentHubs = [];
    private readonly Dictionary<AlarmId, Alarm> _changed = [];
    private IReadOnlyList<MaintenanceWindow> _windows = [];

    public async Task<IReadOnlyList<Alarm>> ApplyAsync(IReadOnlyList<AlarmChange> changes, CancellationToken ct)
    {
        await LoadAsync([.. changes.Select(c => c.Device.Value).Distinct(StringComparer.Ordinal)], ct);
        if (changes.Any(c => c.Raise)) await LoadSurroundingsAsync(changes, ct);
        foreach (var change in changes) Apply(change);
        return [.. _changed.Values];
    }

    private async Task LoadAsync(List<string> devices, CancellationToken ct)
    {
        foreach (var mark in await db.AlarmMarks.Where(m => EF.Parameter(devices).Contains(m.DeviceId)).ToListAsync(ct))
        {
            _marks[(mark.DeviceId, mark.Code)] = mark;
            _stored[(mark.DeviceId, mark.Code)] = mark.Place;
        }

        foreach (var alarm in await db.Alarms.Where(a => a.IsOpen && EF.Parameter(devices).Contains(a.DeviceId)).ToListAsync(ct))
        {
            _current[(alarm.DeviceId, alarm.Code)] = alarm;
        }
    }

    /// <summary>What may keep a new alarm from people: planned work, a silent hub.</summary>
    private async Task LoadSurroundingsAsync(IReadOnlyList<AlarmChange> changes, CancellationToken ct)
    {
        var windows = await MaintenanceStore.Living(db, changes.Min(c => c.At)).AsNoTracking().OrderBy(w => w.Id).ToListAsync(ct);
        _windows = [.. windows.Select(w => w.ToWindow())];
        var silent = changes.Any(c => c is { Raise: true, Silence: true });
        if (_windows.Count == 0 && !silent) return;
        var devices = changes.Where(c => c.Raise).Select(c => c.Device.Value).Distinct(StringComparer.Ordinal).ToList();
        foreach (var d in await db.Devices.Where(d => EF.Parameter(devices).Contains(d.Id)).Select(d => new { d.Id, d.SiteId, d.HubId }).ToListAsync(ct))
        {
            _places[d.Id] = (d.SiteId, d.HubId);
        }

        if (!silent) return;
        var hubs = _places.Values.Select(p => p.Hub).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        foreach (var hub in await db.Alarms.AsNoTracking().Where(a => a.IsOpen && a.Silence && EF.Parameter(hubs).Contains(a.DeviceId)).ToListAsync(ct))
        {
            _silentHubs[hub.DeviceId] = hub.ToAlarm();
        }
    }

    private void Apply(AlarmChange change)
    {
        var key = (change.Device.Value, change.Code);
        var place = (change.Position, change.Tick);
        if (_stored.TryGetValue(key, out var stored) && place.CompareTo(stored) <= 0) return;
        if (_marks.TryGetValue(key, out var mark) && place.CompareTo(mark.Place) < 0) return;

        // A resolved alarm matters only to the message that raised it.
        var entity = _current.GetValueOrDefault(key);
        if (entity is { IsOpen: false } && (entity.RaisedShard, entity.RaisedSequence) != (change.Position.Shard, change.Position.Sequence)) entity = null;
        var before = entity?.ToAlarm();
        mark = Move(key, mark, change);
        if (AlarmLifecycle.Apply(before, change) is { } after) entity = Save(key, mark, entity, before, after, change);

        // What has fallen quiet, or was resolved by a person, is over for the rule.
        mark.Open = change.Raise || entity is { IsOpen: true, QuietSince: null };
    }

    private AlarmEntity Save((string Device, string Code) key, AlarmMarkEntity mark, AlarmEntity? entity, Alarm? before, Alarm after, AlarmChange change)
    {
        var word = WordOf(before, after, change);
        List<AlarmEvent> happened = [word == AlarmWord.Regraded ? Regraded(before!, after, change) : Line(after, change, word)];
        if (word is AlarmWord.Raised or AlarmWord.RaisedAgain)
        {
            mark.RaiseTimes = Flapping.Remember(mark.RaiseTimes, change.At, options);
            if (!after.Flapping && Flapping.Is(mark.RaiseTimes, options))
            {
                after = Flapping.Mark(after, mark.RaiseTimes.Count);
                happened.Add(Line(after, change, AlarmWord.Flapping));
            }
        }

        if (before is null && Suppressing.Of(after, Around(after), change.At) is { } suppression)
        {
            after = after with { Suppression = suppression };
            happened.Add(Line(after, change, AlarmWord.Suppressed) with { Data = AlarmKeeper.Says(suppression) });
        }

        if (repairs && before is null && change.Ladder is { } ladder) db.Repairs.Add(RepairEntity.Begin(after, ladder));
        if (entity is null) db.Alarms.Add(entity = AlarmEntity.Of(after));
        else entity.Take(after);
        foreach (var line in happened) db.AlarmEvents.Add(AlarmEventEntity.Of(line));
        if (after is { Silence: true, IsOpen: true }) _silentHubs[after.Device.Value] = after;
        else _silentHubs.Remove(after.Device.Value);
        _changed[after.Id] = after;
        return _current[key] = entity;
    }

    private Circumstances Around(Alarm alarm)
    {
        var (site, hub) = _places.GetValueOrDefault(alarm.Device.Value);
        return new(site is null ? null : SiteId.Parse(site, null), _windows, hub is null ? null : _silentHubs.GetValueOrDefault(hub));
    }

    private AlarmMarkEntity Move((string Device, string Code) key, AlarmMarkEntity? mark, AlarmChange change)
    {
        if (mark is null) db.AlarmMarks.Add(_marks[key] = mark = new() { DeviceId = key.Device, Code = key.Code });
        (mark.Shard, mark.Sequence, mark.Tick) = (change.Position.Shard, change.Position.Sequence, change.Tick);
        return mark;
    }

    private static AlarmEvent Line(Alarm after, AlarmChange change, string word) => new(after.Id, change.At, after.State, null, word)
    {
        Version = after.Version,
        Data = new Dictionary<string, string> { ["source"] = change.FromRule ? "rule" : "device", ["evidence"] = change.Evidence },
    };

    private static AlarmEvent Regraded(Alarm before, Alarm after, AlarmChange change) => Line(after, change, AlarmWord.Regraded) with
    {
        Data = new Dictionary<string, string>
        {
            ["from"] = before.Severity.ToString(),
            ["to"] = after.Severity.ToString(),
            ["evidence"] = change.Evidence,
        },
    };

    private static string WordOf(Alarm? before, Alarm after, AlarmChange change) => (before, change.Raise) switch
    {
        _ when change.IsRegrade => AlarmWord.Regraded,
        (null, _) => AlarmWord.Raised,
        (_, false) => after.IsOpen ? AlarmWord.Quiet : AlarmWord.Ended,
        ({ IsOpen: false }, _) or ({ QuietSince: not null }, _) => AlarmWord.RaisedAgain,
        _ => AlarmWord.FurtherSource,
    };
}
