using IotLink.Core.Accounts;
using IotLink.Core.Adapters.Relational;
using IotLink.Core.Alarms.Escalation;
using IotLink.Core.Notifications;
using IotLink.Core.Rules;
using IotLink.Tests.Support;
using Microsoft.AspNetCore.Identity;

namespace IotLink.Tests.StoreContracts;

public sealed class SqliteOnCallStoreTests(SqliteFixture place) : OnCallStoreContract(place), IClassFixture<SqliteFixture>;

public sealed class PostgresOnCallStoreTests(PostgresFixture place) : OnCallStoreContract(place), IClassFixture<PostgresFixture>;

/// <summary>What every <see cref="IOnCallStore"/> and <see cref="IPeople"/> keeps to.</summary>
public abstract class OnCallStoreContract(RelationalFixture place) : IAsyncLifetime
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private OnCallStore Store => new(place.Database);

    private PeopleStore People => new(place.Database);

    public async ValueTask InitializeAsync() => await place.EmptyAsync(Ct);

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task What_was_saved_comes_back_whole()
    {
        var team = new Team { Id = "t", Name = "야간팀", Members = ["kim", "lee"] };
        var calendar = new OnCallCalendar
        {
            Id = "c",
            Name = "주간 온콜",
            Rotations = [new(["kim", "lee"], new(2026, 1, 5), 7, new(9, 30), RotationDays.FreeDays)],
            Swaps = [new(new(2026, 1, 5, 9, 0, 0), new(2026, 1, 6, 9, 0, 0), "lee", "김하늘")],
        };
        var policy = new EscalationPolicy
        {
            Id = "p",
            Name = "기본",
            Order = 20,
            Match = new() { Classes = [AlarmClass.Immediate], Products = ["prod-a"], Customers = ["cust-a"], When = WhenHours.OutsideBusinessHours, From = new(8, 0), To = new(17, 30) },
            Steps = [new(TimeSpan.FromMinutes(5), [new(TargetKind.OnCall, "c"), new(TargetKind.Webhook, "https://ops.example.com/in")], [ChannelKind.Sms, ChannelKind.Voice])],
            Repeats = 2,
            RepeatAfter = TimeSpan.FromMinutes(45),
        };
        var days = new SiteDays { Days = [new(new(2026, 11, 24), "창립기념일"), new(new(2026, 12, 25), "납기", IsWorking: true)] };
        foreach (IOnCallEntry entry in new IOnCallEntry[] { team, calendar, policy, days }) Assert.Equal(1, await SaveAsync(entry));

        var book = await Store.LoadAsync(Ct);

        Assert.Equivalent(team with { Version = 1 }, book.Teams["t"], strict: true);
        Assert.Equivalent(calendar with { Version = 1 }, book.Calendars["c"], strict: true);
        Assert.Equivalent(policy with { Version = 1 }, Assert.Single(book.Policies), strict: true);
        Assert.Equivalent(days with { Version = 1 }, book.Days, strict: true);
    }

    [Fact]
    public async Task An_edit_of_an_older_version_is_refused_and_nothing_is_lost()
    {
        var team = new Team { Id = "t", Name = "하나", Members = ["kim"] };
        await SaveAsync(team);
        Assert.Equal(2, await SaveAsync(team with { Version = 1, Name = "둘" }));

        Assert.Null(await SaveAsync(team with { Version = 1, Name = "셋" }));
        Assert.Null(await SaveAsync(team));
        Assert.Equal("둘", (await Store.LoadAsync(Ct)).Teams["t"].Name);
    }

    [Fact]
    public async Task Of_many_that_edit_at_once_one_gets_through()
    {
        await SaveAsync(new Team { Id = "t", Name = "팀", Members = ["kim"] });

        var versions = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => SaveAsync(new Team { Id = "t", Version = 1, Name = $"팀 {n}", Members = ["kim"] })));

        Assert.Equal(2, Assert.Single(versions, v => v is not null));
    }

    [Fact]
    public async Task What_is_retired_is_gone_and_may_come_back_as_a_new_version()
    {
        var team = new Team { Id = "t", Name = "팀", Members = ["kim"] };
        await SaveAsync(team);

        Assert.True(await Store.RetireAsync(team with { Version = 1 }, "kim", Plant.Noon, Ct));
        Assert.False(await Store.RetireAsync(team with { Version = 1 }, "kim", Plant.Noon, Ct));
        Assert.Empty((await Store.LoadAsync(Ct)).Teams);
        Assert.Equal(3, await SaveAsync(team with { Version = 2 }));
        Assert.Single((await Store.LoadAsync(Ct)).Teams);
    }

    [Fact]
    public async Task The_version_a_run_follows_is_there_while_it_runs_even_when_the_policy_is_retired()
    {
        var policy = Paging.Policy(Paging.Step(0, Paging.To("kim"))) with { Version = 0 };
        await SaveAsync(policy);
        await new DeviceStore(place.Database).SaveAsync(Plant.With(Plant.Device("d-a", Plant.SiteA)), Plant.Noon, Ct);
        await new AlarmStore(place.Database).ApplyAsync([Plant.Change("d-a", true, 1)], Ct);
        var scene = new EscalationScene(await Store.LoadAsync(Ct), IotLink.Core.Calendars.SiteCalendar.Korea);
        var now = Plant.Noon.AddMinutes(1);
        var run = (await new EscalationStore(place.Database).AdvanceAsync(10, now, (r, row) => EscalationCourse.Advance(r, row, scene, now), Ct))[0].After;
        await Store.RetireAsync(policy with { Version = 1 }, "kim", Plant.Noon, Ct);

        var book = await Store.LoadAsync(Ct);
        Assert.Empty(book.Policies);
        Assert.Equal("기본", book.Find("p", 1)!.Name);
        await new EscalationStore(place.Database).StopAsync(run.Alarm, "kim", now, Ct);
        Assert.Null((await Store.LoadAsync(Ct)).Find("p", 1));
    }

    [Fact]
    public async Task A_person_is_an_account_with_what_it_has_set_of_its_own()
    {
        var accounts = new AccountDirectory(place.Database, new PasswordHasher<Account>());
        await accounts.CreateAsync(
            new() { Id = "kim", UserName = "kim", Email = "kim@example.com", Culture = "en", Roles = [Role.ServiceOps], LockoutEnd = Plant.Noon }, "not-a-secret-1", Ct);
        await accounts.CreateAsync(new() { Id = "cust", UserName = "cust", Roles = [Role.CustomerView], Customer = Plant.A.Id }, "not-a-secret-1", Ct);

        var kim = (await People.LoadAsync(Ct))["kim"];
        Assert.Equal(("kim@example.com", "en", true, Plant.Noon), (kim.Contact.Mail, kim.Contact.Language, kim.IsStaff, kim.LockedUntil));
        var own = new ContactPoints { Phone = "+821012345678", Language = "ko", Quiet = new(new(22, 0), new(7, 30)) };
        await People.SaveAsync("kim", own, Ct);
        await People.SaveAsync("kim", own, Ct);

        Assert.Equal(own, (await People.LoadAsync(Ct))["kim"].Contact);
        await People.SaveSoundAsync("kim", "High", Ct);
        await People.SaveSoundAsync("nobody", "High", Ct);
        Assert.Equal(("High", null, own), ((await People.LoadAsync(Ct))["kim"].Sound, (await People.LoadAsync(Ct))["cust"].Sound, (await People.LoadAsync(Ct))["kim"].Contact));
        Assert.False((await People.LoadAsync(Ct))["cust"].IsStaff);
    }

    private Task<int?> SaveAsync(IOnCallEntry entry) => Store.SaveAsync(entry, "test", Plant.Noon, Ct);
}
