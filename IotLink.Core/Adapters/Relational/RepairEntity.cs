using System.Text.Json;
using System.Text.Json.Serialization;
using IotLink.Core.Actions.Repair;
using IotLink.Core.Alarms;
using IotLink.Core.Rules;

namespace IotLink.Core.Adapters.Relational;

internal sealed class RepairEntity
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public required string AlarmId { get; set; }

    public required string DeviceId { get; set; }

    public required string ProductId { get; set; }

    /// <summary>JSON.</summary>
    public required string Ladder { get; set; }

    public int Round { get; set; }

    public RepairState State { get; set; }

    public bool IsRunning { get; set; }

    public int Rung { get; set; }

    public string? CommandId { get; set; }

    public DateTimeOffset? WaitingSince { get; set; }

    public DateTimeOffset StartedAt { get; set; }

    public DateTimeOffset DueAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Two hosts that read the same version cannot both advance it.</summary>
    public int Version { get; set; }

    public static RepairEntity Begin(Alarm alarm, RemedyLadder ladder) => new()
    {
        AlarmId = alarm.Id.Value,
        DeviceId = alarm.Device.Value,
        ProductId = alarm.Product.Value,
        Ladder = JsonSerializer.Serialize(ladder, Options),
        Round = 1,
        IsRunning = true,
        StartedAt = alarm.NoticedAt,
        DueAt = alarm.NoticedAt,
        Version = 1,
    };

    public RepairRun ToRun() => new()
    {
        Alarm = Alarms.AlarmId.Parse(AlarmId, null),
        Device = Devices.DeviceId.Parse(DeviceId, null),
        Product = Devices.ProductId.Parse(ProductId, null),
        Ladder = JsonSerializer.Deserialize<RemedyLadder>(Ladder, Options)!,
        Round = Round,
        State = State,
        Rung = Rung,
        Command = CommandId is null ? null : Actions.Commands.CommandId.Parse(CommandId, null),
        WaitingSince = WaitingSince,
        StartedAt = StartedAt,
        DueAt = DueAt,
        EndedAt = EndedAt,
    };

    public void Take(RepairRun run)
    {
        (State, IsRunning, Rung, CommandId) = (run.State, run.IsRunning, run.Rung, run.Command?.Value);
        (WaitingSince, DueAt, EndedAt, Version) = (run.WaitingSince, run.DueAt, run.EndedAt, Version + 1);
    }

    /// <summary>Something it watches has changed.</summary>
    public void Hurry() => (DueAt, Version) = (DateTimeOffset.UnixEpoch, Version + 1);
}

internal sealed class RepairEventEntity
{
    public long Id { get; set; }

    public required string AlarmId { get; set; }

    public int Round { get; set; }

    public DateTimeOffset At { get; set; }

    public required string What { get; set; }

    public string Remedy { get; set; } = "";

    public string? Reason { get; set; }

    public string Detail { get; set; } = "";

    public static RepairEventEntity Of(RepairEvent e) =>
        new() { AlarmId = e.Alarm.Value, Round = e.Round, At = e.At, What = e.What, Remedy = e.Remedy, Reason = e.Reason, Detail = e.Detail };

    public RepairEvent ToEvent() => new(Alarms.AlarmId.Parse(AlarmId, null), Round, At, What, Remedy, Reason, Detail);
}
