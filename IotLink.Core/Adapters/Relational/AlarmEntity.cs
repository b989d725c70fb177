using IotLink.Core.Alarms;
using IotLink.Core.Messages;
using IotLink.Core.Rules;

namespace IotLink.Core.Adapters.Relational;

internal sealed class AlarmEntity
{
    public required string Id { get; set; }

    public required string DeviceId { get; set; }

    public required string ProductId { get; set; }

    public required string Code { get; set; }

    public string Title { get; set; } = "";

    public Severity Severity { get; set; }

    public AlarmClass Class { get; set; }

    public AlarmState State { get; set; }

    /// <summary>Follows from <see cref="State"/>; a column of its own so that "one open alarm" can be a unique index.</summary>
    public bool IsOpen { get; set; }

    public DateTimeOffset RaisedAt { get; set; }

    public DateTimeOffset NoticedAt { get; set; }

    public int RaisedShard { get; set; }

    public long RaisedSequence { get; set; }

    public string Evidence { get; set; } = "";

    public int RuleVersion { get; set; }

    public bool FromRule { get; set; }

    public bool FromDevice { get; set; }

    public DateTimeOffset? AcknowledgedAt { get; set; }

    public string? AcknowledgedBy { get; set; }

    public DateTimeOffset? ResolvedAt { get; set; }

    public int? ResolvedShard { get; set; }

    public long? ResolvedSequence { get; set; }

    /// <summary>Two writers that read the same version cannot both win.</summary>
    public int Version { get; set; }

    public static AlarmEntity Of(Alarm alarm)
    {
        var entity = new AlarmEntity
        {
            Id = alarm.Id.Value,
            DeviceId = alarm.Device.Value,
            ProductId = alarm.Product.Value,
            Code = alarm.Code,
        };
        entity.Take(alarm);
        return entity;
    }

    public void Take(Alarm alarm)
    {
        (Title, Severity, Class, Evidence) = (alarm.Title, alarm.Severity, alarm.Class, alarm.Evidence);
        (State, IsOpen) = (alarm.State, alarm.State != AlarmState.Resolved);
        (RaisedAt, NoticedAt) = (alarm.RaisedAt, alarm.NoticedAt);
        (RaisedShard, RaisedSequence) = (alarm.RaisedBy.Shard, alarm.RaisedBy.Sequence);
        (RuleVersion, FromRule, FromDevice) = (alarm.RuleVersion, alarm.FromRule, alarm.FromDevice);
        (AcknowledgedAt, AcknowledgedBy) = (alarm.AcknowledgedAt, alarm.AcknowledgedBy);
        (ResolvedAt, ResolvedShard, ResolvedSequence) = (alarm.ResolvedAt, alarm.ResolvedBy?.Shard, alarm.ResolvedBy?.Sequence);
        Version = alarm.Version;
    }

    public Alarm ToAlarm() => new()
    {
        Id = AlarmId.Parse(Id, null),
        Device = Devices.DeviceId.Parse(DeviceId, null),
        Product = Devices.ProductId.Parse(ProductId, null),
        Code = Code,
        Title = Title,
        Severity = Severity,
        Class = Class,
        State = State,
        RaisedAt = RaisedAt,
        NoticedAt = NoticedAt,
        RaisedBy = new(RaisedShard, RaisedSequence),
        Evidence = Evidence,
        RuleVersion = RuleVersion,
        FromRule = FromRule,
        FromDevice = FromDevice,
        AcknowledgedAt = AcknowledgedAt,
        AcknowledgedBy = AcknowledgedBy,
        ResolvedAt = ResolvedAt,
        ResolvedBy = ResolvedShard is { } shard && ResolvedSequence is { } sequence ? new StreamPosition(shard, sequence) : null,
        Version = Version,
    };
}
