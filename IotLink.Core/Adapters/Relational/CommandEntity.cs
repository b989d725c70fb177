using System.Text.Json;
using IotLink.Core.Actions.Catalogue;
using IotLink.Core.Actions.Commands;
using IotLink.Core.Documents;

namespace IotLink.Core.Adapters.Relational;

internal sealed class CommandEntity
{
    private const int LongestDetail = 1000;

    public required string Id { get; set; }

    public required string DeviceId { get; set; }

    public required string ProductId { get; set; }

    public required string Action { get; set; }

    public int ActionVersion { get; set; }

    public required string Word { get; set; }

    /// <summary>JSON.</summary>
    public required string Parameters { get; set; }

    public ActionTransport Transport { get; set; }

    public required string Body { get; set; }

    public string? ById { get; set; }

    public string? ByName { get; set; }

    public string Why { get; set; } = "";

    public string? AlarmId { get; set; }

    public bool NeedsApproval { get; set; }

    public string? ApprovedById { get; set; }

    public string? ApprovedByName { get; set; }

    public long TimeoutMs { get; set; }

    public int Retries { get; set; }

    public string? Success { get; set; }

    public long VerifyMs { get; set; }

    public CommandState State { get; set; }

    /// <summary>Follows from <see cref="EndedAt"/>; a column of its own for the index.</summary>
    public bool IsOver { get; set; }

    public string? Reason { get; set; }

    public string? Detail { get; set; }

    public DateTimeOffset RequestedAt { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }

    public DateTimeOffset DueAt { get; set; }

    public DateTimeOffset? SentAt { get; set; }

    public DateTimeOffset? DeliveredAt { get; set; }

    public DateTimeOffset? AcknowledgedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    public int Attempts { get; set; }

    public long Token { get; set; }

    public string? Owner { get; set; }

    public DateTimeOffset? LeaseUntil { get; set; }

    /// <summary>Its owner may have handed it over without writing that down.</summary>
    public bool HandingOver { get; set; }

    /// <summary>Two hosts that read the same version cannot both take it.</summary>
    public int Version { get; set; }

    public static CommandEntity Of(Command command)
    {
        var entity = new CommandEntity
        {
            Id = command.Id.Value,
            DeviceId = command.Device.Value,
            ProductId = command.Product.Value,
            Action = command.Action,
            ActionVersion = command.ActionVersion,
            Word = command.Word,
            Parameters = JsonSerializer.Serialize(command.Parameters),
            Transport = command.Transport,
            Body = command.Body,
            ById = command.By?.UserId,
            ByName = command.By?.Name,
            Why = command.Why,
            AlarmId = command.Alarm?.Value,
            NeedsApproval = command.NeedsApproval,
            TimeoutMs = (long)command.Timeout.TotalMilliseconds,
            Retries = command.Retries,
            Success = command.Success,
            VerifyMs = (long)command.Verify.TotalMilliseconds,
            RequestedAt = command.RequestedAt,
            ExpiresAt = command.ExpiresAt,
        };
        entity.Take(command);
        return entity;
    }

    /// <summary>What changes on a command's way.</summary>
    public void Take(Command command)
    {
        (State, IsOver, Reason, Detail) = (command.State, command.IsOver, command.Reason, Cut(command.Detail));
        (ApprovedById, ApprovedByName) = (command.ApprovedBy?.UserId, command.ApprovedBy?.Name);
        (DueAt, SentAt, DeliveredAt) = (command.DueAt, command.SentAt, command.DeliveredAt);
        (AcknowledgedAt, EndedAt, Attempts, Token) = (command.AcknowledgedAt, command.EndedAt, command.Attempts, command.Token);
        Version++;
    }

    /// <summary>It is nobody's.</summary>
    public void Release() => (Owner, LeaseUntil, HandingOver) = (null, null, false);

    public Command ToCommand() => new()
    {
        Id = CommandId.Parse(Id, null),
        Device = Devices.DeviceId.Parse(DeviceId, null),
        Product = Devices.ProductId.Parse(ProductId, null),
        Action = Action,
        ActionVersion = ActionVersion,
        Word = Word,
        Parameters = JsonSerializer.Deserialize<Dictionary<string, string>>(Parameters)!,
        Transport = Transport,
        Body = Body,
        By = ById is null ? null : new Person(ById, ByName ?? ""),
        Why = Why,
        Alarm = AlarmId is null ? null : Alarms.AlarmId.Parse(AlarmId, null),
        NeedsApproval = NeedsApproval,
        ApprovedBy = ApprovedById is null ? null : new Person(ApprovedById, ApprovedByName ?? ""),
        Timeout = TimeSpan.FromMilliseconds(TimeoutMs),
        Retries = Retries,
        Success = Success,
        Verify = TimeSpan.FromMilliseconds(VerifyMs),
        State = State,
        Reason = Reason,
        Detail = Detail,
        RequestedAt = RequestedAt,
        ExpiresAt = ExpiresAt,
        DueAt = DueAt,
        SentAt = SentAt,
        DeliveredAt = DeliveredAt,
        AcknowledgedAt = AcknowledgedAt,
        EndedAt = EndedAt,
        Attempts = Attempts,
        Token = Token,
        Version = Version,
    };

    private static string? Cut(string? text) => text is { Length: > LongestDetail } ? text[..LongestDetail] : text;
}

internal sealed class CommandEventEntity
{
    public long Id { get; set; }

    public required string CommandId { get; set; }

    public DateTimeOffset At { get; set; }

    public CommandState State { get; set; }

    public string? By { get; set; }

    public string? Reason { get; set; }

    public string Detail { get; set; } = "";

    public static CommandEventEntity Of(CommandEvent e) => new() { CommandId = e.Command.Value, At = e.At, State = e.State, By = e.By, Reason = e.Reason, Detail = e.Detail };

    public CommandEvent ToEvent() => new(Actions.Commands.CommandId.Parse(CommandId, null), At, State, By, Reason, Detail);
}
