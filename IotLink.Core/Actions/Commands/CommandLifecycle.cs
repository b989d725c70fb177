using static IotLink.Core.Actions.Commands.CommandState;

namespace IotLink.Core.Actions.Commands;

/// <summary>
/// The state machine of a command. Pure. A state is entered on proof alone: sent when it was handed over, delivered on the device's PUBACK,
/// acknowledged on its answer, verified on telemetry. An answer proves delivery, too.
/// </summary>
public static class CommandLifecycle
{
    /// <summary>From which states a step may be taken. Whoever wants to know the state machine reads this.</summary>
    public static bool Allows(CommandState state, CommandStep step) => step switch
    {
        CommandStep.Approve or CommandStep.Decline => state is Requested,
        CommandStep.Withdraw => state is Requested or Approved or Queued,
        CommandStep.Wait or CommandStep.Send or CommandStep.Interrupt or CommandStep.Refuse => state is Queued,
        CommandStep.Deliver => state is Sent,
        // A device may answer while its command is called queued: the hand-over was not written down, or it is to be sent again.
        CommandStep.Acknowledge or CommandStep.Reject => state is Queued or Sent or Delivered,
        CommandStep.Verify => state is Acknowledged,
        CommandStep.TimePasses => true,
        _ => false,
    };

    public static CommandDecision Decide(Command command, CommandStep step, DateTimeOffset now)
    {
        if (command.IsOver || !Allows(command.State, step)) return No(command, CommandReason.NotNow, command.State.ToString());
        return step switch
        {
            CommandStep.Approve approve when approve.By.UserId == command.By?.UserId => No(command, CommandReason.OwnApproval, approve.By.Name),
            CommandStep.Approve approve => Released(command with { ApprovedBy = approve.By }, now),
            CommandStep.Decline decline => End(command, Refused, CommandReason.Declined, decline.Why, now, decline.By.Name),
            CommandStep.Withdraw withdraw => End(command, Refused, CommandReason.Withdrawn, "", now, withdraw.By.Name),
            CommandStep.Refuse refuse => End(command, Refused, refuse.Reason, refuse.Detail, now),
            CommandStep.Wait wait => Waiting(command, wait),
            CommandStep.Send send => To(
                command with { SentAt = now, DeliveredAt = null, Attempts = command.Attempts + 1, Token = send.Token, DueAt = now + command.Timeout }, Sent, now, AttemptOf(command)),
            CommandStep.Interrupt { Repeatable: true } => Still(command with { DueAt = now }),
            CommandStep.Interrupt => Again(command with { Attempts = command.Attempts + 1 }, CommandReason.Unclear, now),
            CommandStep.Deliver => To(command with { DeliveredAt = now, DueAt = now + command.Timeout }, Delivered, now),
            CommandStep.Acknowledge answer => Answered(command, answer.Detail, now),
            CommandStep.Reject reject => End(command, Failed, CommandReason.DeviceRefused, reject.Detail, now),
            CommandStep.Verify verify => End(command, Verified, null, verify.Evidence, now),
            CommandStep.TimePasses passes when command.DueAt <= now || command.ExpiresAt <= now => OverTime(command, passes.Seen, now),
            _ => No(command, CommandReason.NotNow, "It is not due."),
        };
    }

    private static CommandDecision Released(Command command, DateTimeOffset now)
    {
        var queued = command with { State = Queued, DueAt = now, Version = command.Version + 1 };
        var by = command.ApprovedBy!.Name;
        return new(queued, [new(command.Id, now, Approved, by, null, ""), new(command.Id, now, Queued, null, null, "")], null);
    }

    /// <summary>Why it waits is written down once, not at every look.</summary>
    private static CommandDecision Waiting(Command command, CommandStep.Wait wait) =>
        Still(command with { DueAt = wait.Until < command.ExpiresAt ? wait.Until : command.ExpiresAt, Reason = wait.Reason, Detail = wait.Detail });

    private static CommandDecision Answered(Command command, string detail, DateTimeOffset now)
    {
        var answered = command with { AcknowledgedAt = now, SentAt = command.SentAt ?? now, DueAt = now + command.Verify, Detail = detail, Reason = null };
        return command.Success is null ? End(answered, Acknowledged, null, detail, now) : To(answered, Acknowledged, now, detail);
    }

    private static CommandDecision OverTime(Command command, string seen, DateTimeOffset now) => command.State switch
    {
        Requested when command.ExpiresAt <= now => End(command, Expired, CommandReason.NotApproved, "", now),
        Queued when command.ExpiresAt <= now => End(command, Expired, command.Reason ?? CommandReason.DeviceAway, command.Detail ?? "", now),
        Sent when command.DueAt <= now => Again(command, CommandReason.NotDelivered, now),
        Delivered when command.DueAt <= now => Again(command, CommandReason.NoAnswer, now),
        Acknowledged when command.DueAt <= now => End(command, Failed, CommandReason.NotVerified, seen, now),
        _ => No(command, CommandReason.NotNow, "It is not due."),
    };

    /// <summary>Once more under the same id, as often as the action allows.</summary>
    private static CommandDecision Again(Command command, string reason, DateTimeOffset now) =>
        command.Attempts <= command.Retries && command.ExpiresAt > now
            ? To(command with { DueAt = now, Reason = reason }, Queued, now)
            : End(command, command.Attempts <= command.Retries && reason == CommandReason.NotDelivered ? Expired : Failed, reason, "", now);

    private static CommandDecision To(Command command, CommandState state, DateTimeOffset now, string detail = "")
    {
        var after = command with { State = state, Version = command.Version + 1 };
        return new(after, [new(command.Id, now, state, null, state == Queued ? command.Reason : null, detail)], null);
    }

    private static CommandDecision End(Command command, CommandState state, string? reason, string detail, DateTimeOffset now, string? by = null)
    {
        var after = command with { State = state, Reason = reason, Detail = detail, EndedAt = now, Version = command.Version + 1 };
        return new(after, [new(command.Id, now, state, by, reason, detail)], null);
    }

    private static CommandDecision Still(Command command) => new(command with { Version = command.Version + 1 }, [], null);

    private static CommandDecision No(Command command, string code, string detail) => new(command, [], new(code, detail));

    private static string AttemptOf(Command command) => command.Attempts == 0 ? "" : $"{command.Attempts + 1}";
}
