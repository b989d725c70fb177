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
        var life = LifeOf(Alarm is not null && !Action.NeedsApproval);
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
            ExpiresAt = now + life,
            DueAt = Action.NeedsApproval ? now + life : now,
            Version = 1,
        };
    }

    /// <summary>An alarm does not wait for a device that is away: what a remedy could take to be answered is long enough, then the next has its turn.</summary>
    private TimeSpan LifeOf(bool isRemedy)
    {
        var answered = Action.Timeout * (Action.Retries + 1);
        return isRemedy && answered < Action.TimeToLive ? answered : Action.TimeToLive;
    }
}
