using Bunit;
using IotLink.Core.Accounts;
using IotLink.Core.Adapters.Relational;
using IotLink.Core.Alarms;
using IotLink.Core.Alarms.Escalation;
using IotLink.Core.Audit;
using IotLink.Core.Calendars;
using IotLink.Core.Notifications;
using IotLink.Portal.Features.Alarms;
using IotLink.Portal.Features.Notifications;
using IotLink.Portal.Features.OnCall;
using IotLink.Portal.Shell;
using IotLink.Tests.Portal.Controls;
using IotLink.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace IotLink.Tests.Portal.OnCall;

/// <summary>The pages about who is told, on real desks and a real store.</summary>
public sealed class OnCallPageTests(SqliteFixture place) : IClassFixture<SqliteFixture>, IAsyncLifetime
{
    private static readonly string[] Staff = ["kim", "lee"];

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await place.EmptyAsync(Ct);
        var accounts = new AccountDirectory(place.Database, new PasswordHasher<IotLink.Core.Accounts.Account>());
        foreach (var name in Staff) await accounts.CreateAsync(new() { Id = name, UserName = name, Email = $"{name}@example.com", Roles = [Role.ServiceOps] }, "not-a-secret-1", Ct);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Without_a_policy_the_page_says_that_nobody_is_told_and_a_first_one_is_a_stroke_away()
    {
        await using var context = Context();
        var page = Render<OnCallPage>(context, Role.ServiceOps);

        await page.WaitForStateAsync(() => page.FindAll(".il-nobody").Count == 1);
        await page.Find(".il-nobody button").ClickAsync(new());
        await page.Find("form.il-form").SubmitAsync();

        await page.WaitForStateAsync(() => page.FindAll("article.il-entry").Count == 1);
        Assert.Empty(page.FindAll(".il-nobody"));
        var policy = Assert.Single((await new OnCallStore(place.Database).LoadAsync(Ct)).Policies);
        Assert.Equal(["kim", "lee"], policy.Steps.SelectMany(s => s.Targets).Select(t => t.Id));
    }

    [Fact]
    public async Task Who_may_only_look_is_told_whom_to_ask()
    {
        await using var context = Context();
        var page = Render<OnCallPage>(context, Role.ServiceExec);

        await page.WaitForStateAsync(() => page.FindAll(".il-nobody").Count == 1);
        Assert.Empty(page.FindAll("button"));
        Assert.Contains("Service operations or an administrator", page.Find(".il-nobody").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_policy_says_who_is_told_when_over_which_way_and_what_it_leaves_out()
    {
        var policy = Paging.Policy(Paging.Step(0, Paging.To("kim")), Paging.Step(10, Paging.To("lee"))) with
        {
            Version = 0,
            Match = new() { Classes = [IotLink.Core.Rules.AlarmClass.Immediate] },
        };
        await new OnCallStore(place.Database).SaveAsync(policy, "test", Plant.Noon, Ct);
        await using var context = Context();
        var page = Render<OnCallPage>(context, Role.ServiceOps);
        await page.WaitForStateAsync(() => page.FindAll("article.il-entry").Count == 1);

        Assert.Equal(["At once: kim (portal, e-mail)", "10 min later: lee (portal, e-mail)"], page.FindAll("article.il-entry li").Select(li => li.TextContent));
        Assert.Contains("Not covered at all times", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_day_of_the_site_s_own_is_added_and_taken_away()
    {
        await using var context = Context();
        var page = Render<OnCallPage>(context, Role.ServiceOps);
        await page.WaitForStateAsync(() => page.FindAll("form.il-add").Count == 1);
        await page.Find("form.il-add input[type=date]").ChangeAsync(new() { Value = "2026-12-24" });
        await page.Find("form.il-add label:nth-child(2) input").ChangeAsync(new() { Value = "창립기념일" });
        await page.Find("form.il-add").SubmitAsync();

        await page.WaitForStateAsync(() => page.Markup.Contains("창립기념일", StringComparison.Ordinal));
        var days = (await new OnCallStore(place.Database).LoadAsync(Ct)).Days;
        Assert.True(days.On(SiteCalendar.Korea).IsHoliday(new(2026, 12, 24)));

        await page.Find("ul.il-days button").ClickAsync(new());
        await page.WaitForStateAsync(() => !page.Markup.Contains("창립기념일", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_bell_counts_what_is_unread_and_opening_it_reads_it()
    {
        await place.Database.AddAsync([Notices.To("kim", "A1-a", ChannelKind.Portal), Notices.To("kim", "A2-a", ChannelKind.Portal), Notices.To("lee", "A3-a", ChannelKind.Portal)], Ct);
        await using var context = Context();
        var bell = Render<Bell>(context, Role.ServiceOps);
        await bell.WaitForStateAsync(() => bell.FindAll(".il-bell-count").Count == 1);
        Assert.Equal("2", bell.Find(".il-bell-count").TextContent);

        await bell.Find("button").ClickAsync(new());

        Assert.Equal(2, bell.FindAll("#il-inbox li").Count);
        Assert.Empty(bell.FindAll(".il-bell-count"));
        Assert.Equal(0, await new OutboxStore(place.Database).UnreadAsync("kim", Ct));
    }

    [Fact]
    public async Task Contact_points_are_checked_and_kept()
    {
        await using var context = Context();
        var page = Render<ContactPage>(context, Role.ServiceOps);
        await page.WaitForStateAsync(() => page.FindAll("form").Count == 1);
        Assert.Equal("kim@example.com", page.Find("input[type=email]").GetAttribute("value"));
        await page.Find("input[type=tel]").ChangeAsync(new() { Value = "12" });
        await page.Find("form").SubmitAsync();
        await page.WaitForStateAsync(() => page.FindAll("[role=alert]").Count == 1);

        await page.Find("input[type=tel]").ChangeAsync(new() { Value = "010-1234-5678" });
        await page.Find("input[type=checkbox]").ChangeAsync(new() { Value = true });
        await page.Find("form").SubmitAsync();

        await page.WaitForStateAsync(() => page.FindAll("[role=status]").Count == 1);
        var kept = (await new PeopleStore(place.Database).LoadAsync(Ct))["kim"].Contact;
        Assert.Equal(("+821012345678", new QuietHours(new(22, 0), new(7, 0))), (kept.Phone, kept.Quiet!));
    }

    [Fact]
    public async Task The_choice_of_sound_goes_with_the_account()
    {
        await using var context = Context();
        var first = Render<AlarmSound>(context, Role.ServiceOps);
        Assert.Equal("", first.Find("select").GetAttribute("value") ?? "");
        await first.InvokeAsync(() => first.Find("select").ChangeAsync(new() { Value = "High" }));
        await using var elsewhere = Context();
        var second = Render<AlarmSound>(elsewhere, Role.ServiceOps);
        await second.WaitForStateAsync(() => second.Find("select").GetAttribute("value") == "High");
        await second.InvokeAsync(() => second.Find("select").ChangeAsync(new() { Value = "" }));
        Assert.Null((await new PeopleStore(place.Database).LoadAsync(Ct))["kim"].Sound);
    }

    [Fact]
    public async Task What_became_of_each_message_about_an_alarm_is_shown_with_its_receipts()
    {
        await new DeviceStore(place.Database).SaveAsync(Plant.With(Plant.Device("d-a", Plant.SiteA)), Plant.Noon, Ct);
        var alarm = (await new AlarmStore(place.Database).ApplyAsync([Plant.Change("d-a", true, 1)], Ct))[0].Id;
        await place.Database.AddAsync([Notices.To("kim", alarm.Value)], Ct);
        var outbox = new OutboxStore(place.Database);
        var taken = (await outbox.TakeAsync("one", Plant.Noon, Notices.Lease, TimeSpan.Zero, Ct))!;
        await outbox.HandOverAsync(taken.Key, "one", 1, Plant.Noon, Notices.Lease, Ct);
        await outbox.RecordAsync(taken.Key, "one", SendResult.Refused(DeliveryReason.Refused, "550 No such user here"), Plant.Noon, Ct);
        await using var context = Context();

        var card = context.Render<CascadingValue<Visit>>(p => p.Add(c => c.Value, VisitOf(Role.ServiceOps)).AddChildContent<AlarmPagingCard>(c => c.Add(x => x.Alarm, alarm)));
        await card.WaitForStateAsync(() => card.FindAll("tbody tr").Count == 1);

        Assert.All(["이름 kim", "e-mail", "given up", "550 No such user here"], words => Assert.Contains(words, card.Find("tbody tr").TextContent, StringComparison.Ordinal));
    }

    private static IRenderedComponent<CascadingValue<Visit>> Render<T>(ControlContext context, string role) where T : IComponent =>
        context.Render<CascadingValue<Visit>>(p => p.Add(c => c.Value, VisitOf(role)).AddChildContent<T>());

    private static Visit VisitOf(string role)
    {
        var viewer = new Viewer("kim", "kim", new HashSet<string> { role }, null);
        return new(viewer, viewer, new("/s/oncall", Perspective.Service, Permission.ViewOnCall));
    }

    private ControlContext Context()
    {
        var context = new ControlContext();
        context.Services.AddSingleton<IOnCallStore>(new OnCallStore(place.Database)).AddSingleton<IEscalationStore>(new EscalationStore(place.Database))
            .AddSingleton<IOutbox>(new OutboxStore(place.Database)).AddSingleton<IPeople>(new PeopleStore(place.Database))
            .AddSingleton<IAlarmStore>(new AlarmStore(place.Database)).AddSingleton<IAuditLog>(new AuditLog(place.Database)).AddSingleton(SiteCalendar.Korea)
            .AddSingleton<OnCallDesk>().AddSingleton<EscalationDesk>().AddSingleton<NotificationDesk>();
        return context;
    }
}
