using IotLink.Core.Actions.Catalogue;
using IotLink.Core.Alarms;
using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Rules;

namespace IotLink.Core.Actions.Commands;

/// <summary>What somebody asks for, before it is a command.</summary>
/// <param name="By">null: IotLink itself.</param>
public sealed record CommandDraft(DeviceId Device, DeviceAction Action, IReadOnlyDictionary<string, string> Parameters, Person? By, string Why)
{
    public AlarmId? Alarm { get; init; }

    /// <summary>For a remedy: its criterion and window come before the action's.</summary>
    public Rung? Rung { get; init; }

    /// <param name="values">The parameters, complete.</param>
    public Command ToCommand(IReadOnlyDictionary<string, string> values, DateTimeOffset now)
    {
        var id = CommandId.New(now);
        return new()
        {
            Id = id,
            Device = Device,
            Product = Action.Product,
            Action = Action.Id,
            ActionVersion = Action.Version,
            Word = Action.Command,
            Parameters = values,
            Transport = Action.Transport,
            Body = CommandBody.Of(Action, id, values).ToJsonString(),
            By = By,
            Why = Why,
            Alarm = Alarm,
            NeedsApproval = Action.NeedsApproval,
            Timeout = Action.Timeout,
            Retries = Action.Retries,
            Success = Rung?.Success ?? Action.Success?.Text,
            Verify = Rung?.Verify ?? Action.Verify,
            State = Action.NeedsApproval ? CommandState.Requested : CommandState.Queued,
            RequestedAt = now,
            ExpiresAt = now + Action.TimeToLive,
            DueAt = Action.NeedsApproval ? now + Action.TimeToLive : now,
            Version = 1,
        };
    }
}
