using IotLink.Core.Actions.Commands;
using IotLink.Tests.Support;
using static IotLink.Core.Actions.Commands.CommandState;

namespace IotLink.Tests.Core.Actions;

public sealed class CommandLifecycleTests
{
    private static readonly Dictionary<string, CommandStep> Steps = new()
    {
        ["approve"] = new CommandStep.Approve(Acting.Han),
        ["decline"] = new CommandStep.Decline(Acting.Han, "위험"),
        ["withdraw"] = new CommandStep.Withdraw(Acting.Kim),
        ["wait"] = new CommandStep.Wait(CommandReason.DeviceAway, "", Plant.Noon.AddMinutes(5)),
        ["send"] = new CommandStep.Send(7),
        ["interrupt"] = new CommandStep.Interrupt(Repeatable: true),
        ["refuse"] = new CommandStep.Refuse(CommandReason.Interlock, "voltage 180 < 190"),
        ["deliver"] = new CommandStep.Deliver(),
        ["acknowledge"] = new CommandStep.Acknowledge("done"),
        ["reject"] = new CommandStep.Reject("fan locked"),
        ["verify"] = new CommandStep.Verify("tempC 71 < 75"),
    };

    /// <summary>Every state by every step: what comes of it, or null where it is refused.</summary>
    private static readonly Dictionary<CommandState, Dictionary<string, CommandState>> Table = new()
    {
        [Requested] = new() { ["approve"] = Queued, ["decline"] = Refused, ["withdraw"] = Refused },
        [Queued] = new()
        {
            ["withdraw"] = Refused,
            ["wait"] = Queued,
            ["send"] = Sent,
            ["interrupt"] = Queued,
            ["refuse"] = Refused,
            ["acknowledge"] = Acknowledged,
            ["reject"] = Failed,
        },
        [Sent] = new() { ["deliver"] = Delivered, ["acknowledge"] = Acknowledged, ["reject"] = Failed },
        [Delivered] = new() { ["acknowledge"] = Acknowledged, ["reject"] = Failed },
        [Acknowledged] = new() { ["verify"] = Verified },
        [Verified] = [],
        [Expired] = [],
        [Refused] = [],
        [Failed] = [],
    };

    public static TheoryData<CommandState, string> EveryStateByEveryStep()
    {
        var all = new TheoryData<CommandState, string>();
        foreach (var state in Table.Keys)
        {
            foreach (var step in Steps.Keys) all.Add(state, step);
        }

        return all;
    }

    [Theory]
    [MemberData(nameof(EveryStateByEveryStep))]
    public void A_step_leads_where_the_table_says_or_is_refused(CommandState state, string step)
    {
        var before = At(state);
        var decision = CommandLifecycle.Decide(before, Steps[step], Plant.Noon.AddSeconds(1));
        if (!Table[state].TryGetValue(step, out var expected))
        {
            Assert.Equal(CommandReason.NotNow, decision.Refusal!.Code);
            Assert.Same(before, decision.After);
            return;
        }

        Assert.Null(decision.Refusal);
        Assert.Equal((expected, before.Version + 1), (decision.After.State, decision.After.Version));
        Assert.Equal(expected is Verified or Expired or Refused or Failed, decision.After.IsOver);
    }

    /// <param name="seconds">After the state was entered.</param>
    [Theory]
    [InlineData(Requested, 3599, 0, null, null)]
    [InlineData(Requested, 3600, 0, Expired, CommandReason.NotApproved)]
    [InlineData(Queued, 3599, 0, null, null)]
    [InlineData(Queued, 3600, 0, Expired, CommandReason.DeviceAway)]
    [InlineData(Sent, 29, 0, null, null)]
    [InlineData(Sent, 30, 0, Failed, CommandReason.NotDelivered)]
    [InlineData(Sent, 30, 1, Queued, CommandReason.NotDelivered)]
    [InlineData(Sent, 4000, 1, Expired, CommandReason.NotDelivered)]
    [InlineData(Delivered, 29, 0, null, null)]
    [InlineData(Delivered, 30, 0, Failed, CommandReason.NoAnswer)]
    [InlineData(Delivered, 30, 1, Queued, CommandReason.NoAnswer)]
    [InlineData(Acknowledged, 119, 0, null, null)]
    [InlineData(Acknowledged, 120, 0, Failed, CommandReason.NotVerified)]
    public void Time_brings_what_the_state_waits_for(CommandState state, int seconds, int retries, CommandState? expected, string? reason)
    {
        var decision = CommandLifecycle.Decide(At(state, retries), new CommandStep.TimePasses(), Plant.Noon.AddSeconds(seconds));
        if (expected is null) Assert.NotNull(decision.Refusal);
        else Assert.Equal((expected.Value, reason), (decision.After.State, decision.After.Reason));
    }

    [Fact]
    public void Who_asked_cannot_approve()
    {
        var decision = CommandLifecycle.Decide(At(Requested), new CommandStep.Approve(Acting.Kim), Plant.Noon);
        Assert.Equal((CommandReason.OwnApproval, Requested), (decision.Refusal!.Code, decision.After.State));
    }

    [Fact]
    public void An_approval_leaves_both_lines_in_the_history()
    {
        var decision = CommandLifecycle.Decide(At(Requested), new CommandStep.Approve(Acting.Han), Plant.Noon);
        Assert.Equal([(Approved, Acting.Han.Name), (Queued, null)], decision.Happened.Select(e => (e.State, e.By)));
        Assert.Equal(Acting.Han, decision.After.ApprovedBy);
    }

    [Fact]
    public void Without_a_criterion_the_devices_word_is_the_end()
    {
        var sent = CommandLifecycle.Decide(Acting.Command(Acting.Action("timeout: 30s")), Steps["send"], Plant.Noon).After;
        var decision = CommandLifecycle.Decide(sent, Steps["acknowledge"], Plant.Noon.AddSeconds(3));
        Assert.Equal((Acknowledged, true, true), (decision.After.State, decision.After.IsOver, decision.After.Helped));
    }

    [Fact]
    public void One_that_may_not_be_sent_twice_ends_unclear_when_its_host_ends_in_between()
    {
        var once = CommandLifecycle.Decide(At(Queued), new CommandStep.Interrupt(Repeatable: false), Plant.Noon);
        Assert.Equal((Failed, CommandReason.Unclear), (once.After.State, once.After.Reason));
        var again = CommandLifecycle.Decide(At(Queued, retries: 1), new CommandStep.Interrupt(Repeatable: false), Plant.Noon);
        Assert.Equal((Queued, 1), (again.After.State, again.After.Attempts));
    }

    [Fact]
    public void A_wait_is_written_down_but_not_in_the_history_and_never_outlasts_the_command()
    {
        var decision = CommandLifecycle.Decide(At(Queued), new CommandStep.Wait(CommandReason.DeviceAway, "", Plant.Noon.AddDays(2)), Plant.Noon);
        Assert.Empty(decision.Happened);
        Assert.Equal((CommandReason.DeviceAway, decision.After.ExpiresAt), (decision.After.Reason, decision.After.DueAt));
    }

    [Fact]
    public void Nothing_was_delivered_after_it_was_sent_again()
    {
        var delivered = At(Delivered, retries: 1);
        var again = CommandLifecycle.Decide(delivered, new CommandStep.TimePasses(), Plant.Noon.AddSeconds(30)).After;
        var sent = CommandLifecycle.Decide(again, Steps["send"], Plant.Noon.AddSeconds(31)).After;
        Assert.Null(sent.DeliveredAt);
        Assert.Equal(2, sent.Attempts);
    }

    private static Command At(CommandState state, int retries = 0)
    {
        var approval = state == Requested ? "approval: second_person" : "";
        var command = Acting.Command(Acting.Action($"success: tempC < 75\nretries: {retries}\n{approval}"));
        string[] way = state switch
        {
            Sent => ["send"],
            Delivered => ["send", "deliver"],
            Acknowledged => ["send", "acknowledge"],
            Verified => ["send", "acknowledge", "verify"],
            Refused => ["refuse"],
            Failed => ["reject"],
            _ => [],
        };
        foreach (var step in way) command = CommandLifecycle.Decide(command, Steps[step], Plant.Noon).After;
        if (state == Expired) command = CommandLifecycle.Decide(command, new CommandStep.TimePasses(), command.ExpiresAt).After;
        Assert.Equal(state, command.State);
        return command;
    }
}
