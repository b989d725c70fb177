using IotLink.Core.Alarms;
using IotLink.Core.Alarms.Suppression;
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

    public bool Silence { get; set; }

    public DateTimeOffset? FirstAcknowledgedAt { get; set; }

    public string? OwnerId { get; set; }

    public string? Owner { get; set; }

    public DateTimeOffset? LeaseUntil { get; set; }

    public DateTimeOffset? SnoozedUntil { get; set; }

    public string? Cause { get; set; }

    public bool? Useful { get; set; }

    public int Raises { get; set; } = 1;

    public bool Flapping { get; set; }

    public DateTimeOffset? QuietSince { get; set; }

    public int Reopenings { get; set; }

    /// <summary>null: nothing keeps it from people.</summary>
    public SuppressionKind? SuppressedAs { get; set; }

    public string? SuppressedBy { get; set; }

    public string? SuppressedName { get; set; }

    public string? Storm { get; set; }

    /// <summary>From noticed to the first acknowledgement; follows from the times, for medians in SQL.</summary>
    public long? AcknowledgeMs { get; set; }

    /// <summary>From raised to resolved.</summary>
    public long? ResolveMs { get; set; }

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
        (State, IsOpen) = (alarm.State, alarm.IsOpen);
        (RaisedAt, NoticedAt) = (alarm.RaisedAt, alarm.NoticedAt);
        (RaisedShard, RaisedSequence) = (alarm.RaisedBy.Shard, alarm.RaisedBy.Sequence);
        (RuleVersion, FromRule, FromDevice) = (alarm.RuleVersion, alarm.FromRule, alarm.FromDevice);
        (AcknowledgedAt, AcknowledgedBy) = (alarm.AcknowledgedAt, alarm.AcknowledgedBy);
        (ResolvedAt, ResolvedShard, ResolvedSequence) = (alarm.ResolvedAt, alarm.ResolvedBy?.Shard, alarm.ResolvedBy?.Sequence);
        (Silence, FirstAcknowledgedAt, OwnerId, Owner) = (alarm.Silence, alarm.FirstAcknowledgedAt, alarm.OwnerId, alarm.Owner);
        (LeaseUntil, SnoozedUntil, Cause, Useful) = (alarm.LeaseUntil, alarm.SnoozedUntil, alarm.Cause, alarm.Useful);
        (Raises, Flapping, QuietSince, Reopenings) = (alarm.Raises, alarm.Flapping, alarm.QuietSince, alarm.Reopenings);
        (SuppressedAs, SuppressedBy, SuppressedName) = (alarm.Suppression?.Kind, alarm.Suppression?.By, alarm.Suppression?.Name);
        Storm = alarm.Group;
        AcknowledgeMs = Between(alarm.NoticedAt, alarm.FirstAcknowledgedAt);
        ResolveMs = Between(alarm.RaisedAt, alarm.ResolvedAt);
        Version = alarm.Version;
    }

    private static long? Between(DateTimeOffset from, DateTimeOffset? to) => to is { } end ? Math.Max(0, (long)(end - from).TotalMilliseconds) : null;

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
        Silence = Silence,
        FirstAcknowledgedAt = FirstAcknowledgedAt,
        OwnerId = OwnerId,
        Owner = Owner,
        LeaseUntil = LeaseUntil,
        SnoozedUntil = SnoozedUntil,
        Cause = Cause,
        Useful = Useful,
        Raises = Raises,
        Flapping = Flapping,
        QuietSince = QuietSince,
        Reopenings = Reopenings,
        Suppression = SuppressedAs is { } kind ? new(kind, SuppressedBy ?? "", SuppressedName ?? "") : null,
        Group = Storm,
        Version = Version,
    };
}
