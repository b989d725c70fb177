using IotLink.Core.Tickets;
using IotLink.Tests.Support;
using static IotLink.Core.Tickets.TicketState;

namespace IotLink.Tests.Core.Tickets;

public sealed class TicketTableTests
{
    private static readonly TicketStep.Assign Assign = new(Field.Visit());

    /// <summary>Written by hand, row by row, not read from the table under test.</summary>
    public static TheoryData<TicketState, string> MayFollow => new()
    {
        { New, "Triage Assign Pause Cancel Merge Note" },
        { Ready, "Triage Assign Pause Cancel Merge Note" },
        { Reopened, "Triage Assign Pause Cancel Merge Note" },
        { Assigned, "Assign Unassign Accept Decline Pause Cancel Merge Note" },
        { Accepted, "Assign Unassign Decline Depart Pause Check Cancel Note" },
        { EnRoute, "Arrive Pause Check Cancel Note" },
        { OnSite, "Pause Check UsePart Finish Note" },
        { Paused, "Assign Resume Cancel Merge Note" },
        { Done, "UsePart Verify NotFixed Reopen Note" },
        { Verified, "Close Reopen Note" },
        { Closed, "Reopen Note" },
        { Cancelled, "Reopen Note" },
        { Merged, "" },
    };

    [Theory, MemberData(nameof(MayFollow))]
    public void From_each_state_these_steps_may_be_taken_and_no_others(TicketState state, string words) =>
        Assert.Equal(words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(), TicketTable.From(state).Select(w => w.ToString()).Order());

    [Fact]
    public void Every_state_has_its_row() => Assert.Equal(Enum.GetValues<TicketState>().Order(), MayFollow.Select(r => r.Data.Item1).Order());

    [Fact]
    public void The_usual_way_leads_from_new_to_closed_and_keeps_the_times()
    {
        var ticket = Field.Ticket().Then(Assign, Field.Ten.AddMinutes(10)).Then(new TicketStep.Accept(), Field.Ten.AddMinutes(12))
            .Then(new TicketStep.Depart(), Field.Ten.AddMinutes(60)).Then(new TicketStep.Arrive(), Field.Ten.AddMinutes(90)).CheckedAt(Field.Ten.AddMinutes(95))
            .Then(new TicketStep.UsePart(new("FAN-204", 2, 12_500m, "SN-1")), Field.Ten.AddMinutes(100))
            .Then(new TicketStep.Finish("part-replaced", "팬 교체"), Field.Ten.AddMinutes(120)).Then(new TicketStep.Verify("tempC 71"), Field.Ten.AddMinutes(125))
            .Then(new TicketStep.Close(), Field.Ten.AddMinutes(130));
        Assert.Equal(
            (Closed, Field.Ten.AddMinutes(10), Field.Ten.AddMinutes(60), Field.Ten.AddMinutes(90), Field.Ten.AddMinutes(120), Field.Ten.AddMinutes(130)),
            (ticket.State, ticket.RespondedAt!.Value, ticket.DepartedAt!.Value, ticket.ArrivedAt!.Value, ticket.RepairedAt!.Value, ticket.EndedAt!.Value));
        Assert.Equal(("part-replaced", 25_000m, null), (ticket.Result, ticket.PartsCost, ticket.DueAt));
    }

    [Fact]
    public void A_step_that_does_not_follow_is_refused_and_changes_nothing()
    {
        var decision = TicketLifecycle.Decide(Field.Ticket(), new(new TicketStep.Arrive(), Field.Choi), Field.Rules, Field.Ten);
        Assert.Equal((TicketReason.NotNow, "New", null), (decision.Refusal!.Code, decision.Refusal.Detail, decision.Happened));
        Assert.Equal(1, decision.After.Version);
    }

    [Fact]
    public void A_step_on_an_older_version_is_a_conflict()
    {
        var ticket = Field.Ticket().After(new TicketStep.Remark("먼저"));
        Assert.Equal(TicketReason.Conflict, TicketLifecycle.Decide(ticket, new(Assign, Field.Park, Version: 1), Field.Rules, Field.Ten).Refusal!.Code);
        Assert.Null(TicketLifecycle.Decide(ticket, new(Assign, Field.Park, Version: 2), Field.Rules, Field.Ten).Refusal);
    }

    [Fact]
    public void Work_cannot_be_finished_while_the_power_is_not_locked_out()
    {
        var onSite = Field.Ticket().After(Assign, new TicketStep.Accept(), new TicketStep.Depart(), new TicketStep.Arrive());
        var decision = TicketLifecycle.Decide(onSite, new(new TicketStep.Finish("repaired"), Field.Choi), Field.Rules, Field.Ten);
        Assert.Equal((TicketReason.ChecklistOpen, "loto"), (decision.Refusal!.Code, decision.Refusal.Detail));
        Assert.Equal(Done, onSite.Checked().After(new TicketStep.Finish("repaired")).State);
    }

    [Fact]
    public void A_result_that_is_no_word_of_the_list_is_refused()
    {
        var onSite = Field.Ticket().After(Assign, new TicketStep.Accept(), new TicketStep.Depart(), new TicketStep.Arrive()).Checked();
        Assert.Equal(TicketReason.UnknownResult, TicketLifecycle.Decide(onSite, new(new TicketStep.Finish("works"), Field.Choi), Field.Rules, Field.Ten).Refusal!.Code);
    }

    [Fact]
    public void A_pause_returns_to_where_it_began()
    {
        var paused = Field.Ticket().After(Assign, new TicketStep.Accept(), new TicketStep.Pause(PauseReason.Part, "F-204"));
        Assert.Equal((Paused, PauseReason.Part), (paused.State, paused.OpenPause!.Reason));
        var again = paused.Then(new TicketStep.Resume(), Field.Ten.AddHours(1));
        Assert.Equal((Accepted, null, Field.Ten.AddHours(1)), (again.State, again.OpenPause, again.Pauses[0].To));
    }

    [Fact]
    public void A_reopened_ticket_begins_its_promise_anew_and_needs_its_checklist_again()
    {
        var closed = Field.Ticket().After(Assign, new TicketStep.Accept(), new TicketStep.Depart(), new TicketStep.Arrive()).Checked()
            .After(new TicketStep.Finish("repaired"), new TicketStep.Verify(), new TicketStep.Close());
        var again = closed.Then(new TicketStep.Reopen("다시 뜨거움"), Field.Ten.AddDays(1));
        Assert.Equal((Reopened, 1, Field.Ten.AddDays(1), null, null), (again.State, again.Reopenings, again.SlaFrom, again.RepairedAt, again.Visit));
        Assert.All(again.Checklist, item => Assert.Null(item.DoneAt));
    }

    [Fact]
    public void A_phone_whose_clock_is_wrong_writes_no_time_before_the_ticket_or_in_the_future()
    {
        var early = TicketLifecycle.Decide(Field.Ticket(), new(Assign, Field.Choi, HappenedAt: Field.Ten.AddYears(-1)), Field.Rules, Field.Ten.AddHours(1));
        Assert.Equal(Field.Ten, early.Happened!.At);
        var ahead = TicketLifecycle.Decide(Field.Ticket(), new(Assign, Field.Choi, HappenedAt: Field.Ten.AddYears(1)), Field.Rules, Field.Ten.AddHours(1));
        Assert.Equal(Field.Ten.AddHours(1), ahead.Happened!.At);
    }

    [Fact]
    public void A_visit_that_is_not_in_whole_quarters_is_refused()
    {
        var visit = Field.Visit(Field.Ten.AddMinutes(7));
        Assert.Equal(TicketReason.BadSlot, TicketLifecycle.Decide(Field.Ticket(), new(new TicketStep.Assign(visit), Field.Park), Field.Rules, Field.Ten).Refusal!.Code);
    }

    [Theory]
    [InlineData(29, "hot", true)]
    [InlineData(31, "hot", false)]
    [InlineData(3, "leak", false)]
    public void A_visit_for_the_same_failure_within_thirty_days_is_a_repeat(int days, string code, bool repeat)
    {
        var before = Field.Ticket().After(Assign, new TicketStep.Accept(), new TicketStep.Depart(), new TicketStep.Arrive()).Checked().After(new TicketStep.Finish("repaired"));
        var next = Field.Draft(code: code).ToTicket(new(2), [before], Field.Rules, Field.Ten.AddDays(days));
        Assert.Equal(repeat ? before.No : null, next.RepeatOf);
    }
}

file static class Ticking
{
    public static Ticket CheckedAt(this Ticket ticket, DateTimeOffset at)
    {
        foreach (var item in ticket.Checklist) ticket = ticket.Then(new TicketStep.Check(item.Text), at);
        return ticket;
    }
}
