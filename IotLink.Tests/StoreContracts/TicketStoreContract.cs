using IotLink.Core.Adapters.Relational;
using IotLink.Core.Devices;
using IotLink.Core.Technicians;
using IotLink.Core.Tickets;
using IotLink.Tests.Support;

namespace IotLink.Tests.StoreContracts;

public sealed class SqliteTicketTests(SqliteFixture place) : TicketStoreContract(place), IClassFixture<SqliteFixture>;

public sealed class PostgresTicketTests(PostgresFixture place) : TicketStoreContract(place), IClassFixture<PostgresFixture>;

/// <summary>What every <see cref="ITicketStore"/> and <see cref="ITechnicianStore"/> keeps to.</summary>
public abstract class TicketStoreContract(RelationalFixture place) : IAsyncLifetime
{
    private static readonly TechnicianId First = TechnicianId.Parse("tech-1", null);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private TicketStore Tickets => new(place.Database, Field.Rules);

    private TechnicianStore Technicians => new(place.Database);

    public async ValueTask InitializeAsync()
    {
        await place.EmptyAsync(Ct);
        await new DeviceStore(place.Database).SaveAsync(Plant.With(Plant.Device("a-1", Plant.SiteA), Plant.Device("b-1", Plant.SiteB)), Plant.Noon, Ct);
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_ticket_comes_back_as_it_was_opened_and_numbers_go_up()
    {
        var first = await OpenAsync();
        var second = await OpenAsync();
        Assert.Equal(first.No.Number + 1, second.No.Number);
        var found = (await Tickets.FindAsync(TicketScope.All, first.No, Ct))!;
        Assert.Equal(("온도 상한 초과", "hot", TicketState.New, Plant.SiteA.Name, Plant.A.Name), (found.Ticket.Title, found.Ticket.Code, found.Ticket.State, found.Site!.Name, found.Customer!.Name));
        Assert.Equal((first.Sla, first.DueAt, first.Checklist.Count), (found.Ticket.Sla, found.Ticket.DueAt, found.Ticket.Checklist.Count));
        Assert.Equal([(TicketWord.Open, "박도윤")], (await Tickets.HistoryAsync(first.No, Ct)).Select(e => (e.Word, e.By.Name)));
    }

    [Fact]
    public async Task Every_step_is_kept_with_who_when_and_why()
    {
        var ticket = await OpenAsync();
        await StepAsync(ticket.No, new TicketStep.Assign(Field.Visit()), version: 1);
        var declined = await StepAsync(ticket.No, new TicketStep.Decline("차량 고장"), version: 2, by: Field.Choi);
        Assert.Equal((TicketState.Ready, 3), (declined!.Ticket.State, declined.Ticket.Version));
        var last = (await Tickets.HistoryAsync(ticket.No, Ct))[^1];
        Assert.Equal((TicketWord.Decline, TicketState.Ready, Field.Choi, Field.Ten, "차량 고장"), (last.Word, last.State, last.By, last.At, last.Detail));
    }

    [Fact]
    public async Task Of_two_dispatchers_who_assign_the_same_ticket_at_once_one_is_told_who_was_quicker()
    {
        var ticket = await OpenAsync();
        var answers = await Task.WhenAll(Enumerable.Range(1, 6).Select(n =>
            StepAsync(ticket.No, new TicketStep.Assign(Field.Visit(technician: $"tech-{n}")), version: 1, by: new($"id-{n}", $"배차 {n}"))));
        var won = Assert.Single(answers, a => a!.IsDone)!;
        Assert.All(answers.Where(a => !a!.IsDone), lost =>
        {
            Assert.Equal(TicketReason.Conflict, lost!.Refusal!.Code);
            Assert.Equal((TicketWord.Assign, won.Ticket.Visit!.Name), (lost.Last!.Word, lost.Last.Detail));
            Assert.Equal(won.Ticket.Visit, lost.Ticket.Visit);
        });
        Assert.Equal(2, (await Tickets.HistoryAsync(ticket.No, Ct)).Count);
    }

    [Fact]
    public async Task Of_tickets_that_race_for_the_same_hour_of_a_technician_one_gets_it()
    {
        var tickets = new List<Ticket>();
        for (var i = 0; i < 6; i++) tickets.Add(await OpenAsync(code: $"c{i}"));
        var answers = await Task.WhenAll(tickets.Select((t, n) => StepAsync(t.No, new TicketStep.Assign(Field.Visit(Field.Ten.AddHours(4).AddMinutes(15 * (n % 3)))), version: 1)));
        var won = Assert.Single(answers, a => a!.IsDone)!;
        Assert.All(answers.Where(a => !a!.IsDone), lost => Assert.Equal((TicketReason.Overlap, won.Ticket.No.ToString()), (lost!.Refusal!.Code, lost.Refusal.Detail)));
        Assert.Equal(won.Ticket.No, Assert.Single(await Tickets.VisitsAsync(Field.Ten, Field.Ten.AddDays(1), Ct)).Ticket.No);
    }

    [Fact]
    public async Task Time_is_given_back_when_a_ticket_is_taken_away_and_visits_may_touch()
    {
        var (one, two, three) = (await OpenAsync(code: "a"), await OpenAsync(code: "b"), await OpenAsync(code: "c"));
        Assert.True((await StepAsync(one.No, new TicketStep.Assign(Field.Visit())))!.IsDone);
        Assert.True((await StepAsync(two.No, new TicketStep.Assign(Field.Visit(Field.Ten.AddHours(5).AddMinutes(30)))))!.IsDone); // leaves when the other ends
        Assert.Equal(TicketReason.Overlap, (await StepAsync(three.No, new TicketStep.Assign(Field.Visit())))!.Refusal!.Code);
        Assert.True((await StepAsync(one.No, new TicketStep.Unassign()))!.IsDone);
        Assert.True((await StepAsync(three.No, new TicketStep.Assign(Field.Visit())))!.IsDone);
    }

    [Fact]
    public async Task Moving_a_visit_onto_its_own_time_is_no_conflict()
    {
        var ticket = await OpenAsync();
        await StepAsync(ticket.No, new TicketStep.Assign(Field.Visit()));
        Assert.True((await StepAsync(ticket.No, new TicketStep.Assign(Field.Visit(Field.Ten.AddHours(4).AddMinutes(30)))))!.IsDone);
    }

    [Fact]
    public async Task The_same_key_twice_is_one_step_also_at_once()
    {
        var ticket = await OpenAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => StepAsync(ticket.No, new TicketStep.Remark("한 번"), key: "k-1")));
        Assert.All(answers, a => Assert.True(a!.IsDone));
        Assert.Equal(2, (await Tickets.HistoryAsync(ticket.No, Ct)).Count);
    }

    [Fact]
    public async Task A_customer_reaches_its_own_tickets_only_and_a_technician_those_given_to_them()
    {
        var (ours, theirs) = (await OpenAsync(), await Tickets.OpenAsync(Field.Draft(device: "b-1") with { Customer = Plant.B.Id, Site = Plant.SiteB.Id }, Field.Ten, Ct));
        Assert.Equal([ours.No], (await Tickets.ListAsync(new(DeviceScope.Of(Plant.A.Id)), new(), Ct)).Items.Select(r => r.Ticket.No));
        Assert.Null(await Tickets.FindAsync(new(DeviceScope.Of(Plant.A.Id)), theirs.Ticket.No, Ct));
        Assert.Empty((await Tickets.ListAsync(new(DeviceScope.None), new(), Ct)).Items);

        TicketScope mine = new(DeviceScope.All, First);
        Assert.Null(await Tickets.StepAsync(mine, ours.No, new(new TicketStep.Remark("?"), Field.Choi), Field.Ten, Ct));
        await StepAsync(ours.No, new TicketStep.Assign(Field.Visit()));
        Assert.Equal([ours.No], (await Tickets.ListAsync(mine, new(TicketPart.All), Ct)).Items.Select(r => r.Ticket.No));
    }

    [Fact]
    public async Task A_technician_whose_ticket_went_to_another_is_told_so()
    {
        await Technicians.SaveAsync(Field.Technician(account: Field.Choi.UserId), Ct);
        var ticket = await OpenAsync();
        await StepAsync(ticket.No, new TicketStep.Assign(Field.Visit()));
        await StepAsync(ticket.No, new TicketStep.Accept(), by: Field.Choi);
        await StepAsync(ticket.No, new TicketStep.Assign(Field.Visit(technician: "tech-2")));
        var late = await Tickets.StepAsync(new(DeviceScope.All, First), ticket.No, new(new TicketStep.Depart(), Field.Choi), Field.Ten, Ct);
        Assert.Equal((TicketReason.NotYours, "기사 tech-2"), (late!.Refusal!.Code, late.Refusal.Detail));
    }

    [Fact]
    public async Task Open_tickets_come_by_what_is_due_first_and_parts_of_the_list_are_told_apart()
    {
        var low = await OpenAsync(TicketPriority.Low, "a");
        var urgent = await OpenAsync(TicketPriority.Urgent, "b");
        var waiting = await OpenAsync(TicketPriority.High, "c");
        await StepAsync(waiting.No, new TicketStep.Pause(PauseReason.Customer));
        var over = await OpenAsync(code: "d");
        await StepAsync(over.No, new TicketStep.Cancel("중복"));
        Assert.Equal([urgent.No, low.No, waiting.No], await NosAsync(new()));
        Assert.Equal([urgent.No, low.No], await NosAsync(new(TicketPart.Unassigned)));
        Assert.Equal([waiting.No], await NosAsync(new(TicketPart.Waiting)));
        Assert.Equal([over.No], await NosAsync(new(TicketPart.Over)));
        Assert.Equal([urgent.No], await NosAsync(new(Priority: TicketPriority.Urgent)));
        Assert.Equal([low.No], await NosAsync(new(TicketPart.All, low.No.ToString())));
        Assert.Equal(4, (await NosAsync(new(TicketPart.All, "화성"))).Count);
        Assert.Empty(await NosAsync(new(TicketPart.All, "100%")));
    }

    [Fact]
    public async Task A_repair_that_did_not_hold_is_found_and_counted()
    {
        var ticket = await OpenAsync();
        await StepAsync(ticket.No, new TicketStep.Assign(Field.Visit()));
        foreach (var step in new TicketStep[] { new TicketStep.Accept(), new TicketStep.Depart(), new TicketStep.Arrive() }) await StepAsync(ticket.No, step);
        foreach (var item in ticket.Checklist) await StepAsync(ticket.No, new TicketStep.Check(item.Text));
        Assert.True((await StepAsync(ticket.No, new TicketStep.Finish("adjusted")))!.IsDone);
        Assert.Equal(ticket.No, (await OpenAsync()).RepeatOf);
        Assert.Equal([("hot", "adjusted", 1), ("hot", null, 1)], (await Tickets.FailuresAsync(Field.Ten.AddDays(-1), Ct)).Select(f => (f.Code, f.Result, f.Count)).OrderByDescending(f => f.Result));
        Assert.Equal([new SiteVisit(First, Plant.SiteA.Id)], await Tickets.SitesOfAsync(Field.Ten.AddDays(-1), Ct));
    }

    [Fact]
    public async Task An_alarm_has_one_open_ticket_also_when_two_open_it_at_once()
    {
        var alarm = (await new AlarmStore(place.Database).ApplyAsync([Plant.Change("a-1", true, 1)], Ct))[0].Id;
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Tickets.OpenAsync(Field.Draft() with { Alarm = alarm }, Field.Ten, Ct)));
        var won = Assert.Single(answers, a => a.IsDone).Ticket.No;
        Assert.All(answers.Where(a => !a.IsDone), a => Assert.Equal((TicketReason.AlreadyOpen, won), (a.Refusal!.Code, a.Ticket.No)));
        Assert.Equal(won, await Tickets.OfAlarmAsync(alarm, Ct));
    }

    [Fact]
    public async Task Of_two_who_save_a_technician_one_is_told()
    {
        var saved = (await Technicians.SaveAsync(Field.Technician(part: "FAN-204"), Ct))!;
        Assert.Equal((1, 2), (saved.Version, (await Technicians.FindAsync(saved.Id, Ct))!.Stock["FAN-204"]));
        Assert.NotNull(await Technicians.SaveAsync(saved with { Leaves = [new(new(2026, 12, 24), new(2026, 12, 26), "연차")] }, Ct));
        Assert.Null(await Technicians.SaveAsync(saved with { Phone = "010" }, Ct));
        Assert.Equal(new DateOnly(2026, 12, 26), (await Technicians.ListAsync(false, Ct))[0].Leaves[0].To);
    }

    [Fact]
    public async Task Place_and_contact_of_a_site_come_back()
    {
        var site = Plant.SiteA with { Place = Field.Hwaseong, Contact = new("이담당", "031-000-0000", "경기도 화성시", "후문, 전원 차단은 방재실") };
        await new DeviceStore(place.Database).SaveAsync(new([], [site], []), Plant.Noon, Ct);
        Assert.Contains(site, await new DeviceStore(place.Database).SitesAsync(DeviceScope.All, Ct));
    }

    private async Task<Ticket> OpenAsync(TicketPriority priority = TicketPriority.High, string code = "hot") =>
        (await Tickets.OpenAsync(Field.Draft(priority, code: code), Field.Ten, Ct)).Ticket;

    private Task<TicketAnswer?> StepAsync(TicketNo no, TicketStep step, int? version = null, IotLink.Core.Documents.Person? by = null, string? key = null) =>
        Tickets.StepAsync(TicketScope.All, no, new(step, by ?? Field.Park, version, key), Field.Ten, Ct);

    private async Task<IReadOnlyList<TicketNo>> NosAsync(TicketQuery query) => [.. (await Tickets.ListAsync(TicketScope.All, query, Ct)).Items.Select(r => r.Ticket.No)];
}
