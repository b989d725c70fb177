using IotLink.Core.Alarms;
using Microsoft.EntityFrameworkCore;

namespace IotLink.Core.Adapters.Relational;

/// <summary>One run of changes in one transaction: three reads whatever its length, then the lifecycle in memory.</summary>
internal sealed class AlarmWriter(IotLinkDb db)
{
    private readonly Dictionary<(string Device, string Code), AlarmMarkEntity> _marks = [];
    private readonly Dictionary<(string Device, string Code), Messages.StreamPosition> _stored = [];
    private readonly Dictionary<(string Device, string Code), AlarmEntity> _current = [];
    private readonly Dictionary<AlarmId, Alarm> _changed = [];

    public async Task<IReadOnlyList<Alarm>> ApplyAsync(IReadOnlyList<AlarmChange> changes, CancellationToken ct)
    {
        await LoadAsync([.. changes.Select(c => c.Device.Value).Distinct(StringComparer.Ordinal)], ct);
        foreach (var change in changes) Apply(change);
        return [.. _changed.Values];
    }

    private async Task LoadAsync(List<string> devices, CancellationToken ct)
    {
        foreach (var mark in await db.AlarmMarks.Where(m => EF.Parameter(devices).Contains(m.DeviceId)).ToListAsync(ct))
        {
            _marks[(mark.DeviceId, mark.Code)] = mark;
            _stored[(mark.DeviceId, mark.Code)] = mark.Position;
        }

        foreach (var alarm in await db.Alarms.Where(a => a.IsOpen && EF.Parameter(devices).Contains(a.DeviceId)).ToListAsync(ct))
        {
            _current[(alarm.DeviceId, alarm.Code)] = alarm;
        }
    }

    private void Apply(AlarmChange change)
    {
        var key = (change.Device.Value, change.Code);
        if (_stored.TryGetValue(key, out var stored) && change.Position <= stored) return;
        if (_marks.TryGetValue(key, out var mark) && change.Position < mark.Position) return;

        // A resolved alarm matters only to the message that raised it.
        var entity = _current.GetValueOrDefault(key);
        if (entity is { IsOpen: false } && (entity.RaisedShard, entity.RaisedSequence) != (change.Position.Shard, change.Position.Sequence)) entity = null;
        var before = entity?.ToAlarm();
        if (AlarmLifecycle.Apply(before, change) is { } after) entity = Save(key, entity, before, after, change);
        Move(key, mark, entity is { IsOpen: true }, change.Position);
    }

    private AlarmEntity Save((string Device, string Code) key, AlarmEntity? entity, Alarm? before, Alarm after, AlarmChange change)
    {
        if (entity is null) db.Alarms.Add(entity = AlarmEntity.Of(after));
        else entity.Take(after);
        db.AlarmEvents.Add(AlarmEventEntity.Of(new(after.Id, change.At, after.State, null, NoteOf(before, change))));
        _changed[after.Id] = after;
        return _current[key] = entity;
    }

    private void Move((string Device, string Code) key, AlarmMarkEntity? mark, bool open, Messages.StreamPosition position)
    {
        if (mark is null) db.AlarmMarks.Add(_marks[key] = mark = new() { DeviceId = key.Device, Code = key.Code });
        (mark.Open, mark.Shard, mark.Sequence) = (open, position.Shard, position.Sequence);
    }

    private static string NoteOf(Alarm? before, AlarmChange change)
    {
        var what = (before, change.Raise) switch
        {
            (null, _) => "raised",
            (_, false) => "ended",
            ({ State: AlarmState.Resolved }, _) => "raised again",
            _ => "further source",
        };
        return $"{what} by {(change.FromRule ? "rule" : "device")}: {change.Evidence}".TrimEnd(' ', ':');
    }
}
