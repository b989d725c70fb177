using IotLink.Core.Accounts;
using IotLink.Core.Adapters.Relational;
using IotLink.Core.Alarms;
using IotLink.Core.Alarms.Escalation;
using IotLink.Core.Calendars;
using IotLink.Core.Devices;
using IotLink.Core.Live;
using IotLink.Core.Notifications;
using IotLink.Ingest.Delivery;
using IotLink.Ingest.Pipeline;
using IotLink.Tests.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace IotLink.Tests.Ingest.Delivery;

public sealed class SqliteEscalationCrashTests(SqliteFixture place) : EscalationCrashTests(place), IClassFixture<SqliteFixture>;

public sealed class PostgresEscalationCrashTests(PostgresFixture place) : EscalationCrashTests(place), IClassFixture<PostgresFixture>;

/// <summary>Hosts end between any two steps of an escalation; another goes on. Nobody is told twice, nobody is forgotten.</summary>
public abstract class EscalationCrashTests(RelationalFixture place)
{
    private const string Hook = "https://ops.example.com/in";

    private readonly List<(string Key, string Address)> _delivered = [];
    private readonly FakeTimeProvider _time = new(Plant.Noon);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_host_that_ends_between_any_two_steps_tells_nobody_twice_and_forgets_nobody()
    {
        var deaths = 0;
        for (var deathAt = 1; ; deathAt++)
        {
            var alarm = await BeginAsync();
            var life = new Mortality(deathAt);
            await LiveAsync(life, turns: 9);

            var about = await new OutboxStore(place.Database).AboutAsync(alarm.Value, Ct);
            Assert.Equal(["kim", "kim", "lee", "lee", Hook], about.Select(n => n.PersonId).Order(StringComparer.Ordinal).OrderBy(p => p == Hook));
            Assert.All(about, n => Assert.True(n.IsOver, $"death {deathAt}: {n.Id} {n.State}"));

            // Told twice: two messages at one address, unless the receiver knows the second by its key.
            Assert.All(_delivered.GroupBy(d => d.Address), told => Assert.Single(told.Select(t => t.Key).Distinct()));
            Assert.All(_delivered.Where(d => d.Address != Hook).GroupBy(d => d.Address), told => Assert.Single(told));

            // Forgotten: no message, and no row that says it is unclear. The portal has it in any case.
            foreach (var n in about.Where(n => n.Channel != ChannelKind.Portal && _delivered.TrueForAll(d => d.Address != n.Address)))
            {
                Assert.Equal(NotificationState.Unclear, n.State);
            }

            Assert.Contains(_delivered, d => d.Address == Hook);
            Assert.All(about.Where(n => n.Channel == ChannelKind.Portal), n => Assert.Equal(NotificationState.Delivered, n.State));
            if (!life.HasDied) break;
            deaths++;
        }

        Assert.True(deaths > 15, $"only {deaths} places to end at");
    }

    [Fact]
    public async Task Acknowledged_means_no_further_message()
    {
        var alarm = await BeginAsync();
        await LiveAsync(new(-1), turns: 1);
        await new AlarmStore(place.Database).AcknowledgeAsync(DeviceScope.All, alarm, "kim", _time.GetUtcNow(), Ct);
        await LiveAsync(new(-1), turns: 9);

        Assert.DoesNotContain(_delivered, d => d.Address == "lee@example.com");
        Assert.Equal(EscalationState.Ended, (await new EscalationStore(place.Database).FindAsync(alarm, Ct))!.State);
    }

    [Fact]
    public async Task What_a_host_has_taken_is_not_sent_when_it_is_acknowledged_before_the_hand_over()
    {
        var alarm = await BeginAsync();
        var (outbox, runs) = (new OutboxStore(place.Database), new EscalationStore(place.Database));
        await LiveAsync(new(2), turns: 1, andAgain: false); // ends after the first step has been decided on
        var taken = await outbox.TakeAsync("one", _time.GetUtcNow(), TimeSpan.FromMinutes(2), TimeSpan.Zero, Ct);

        await new AlarmStore(place.Database).AcknowledgeAsync(DeviceScope.All, alarm, "kim", _time.GetUtcNow(), Ct);

        Assert.False(await outbox.HandOverAsync(taken!.Key, "one", taken.Parts.Count, _time.GetUtcNow(), TimeSpan.FromMinutes(2), Ct));
        Assert.False((await runs.FindAsync(alarm, Ct))!.IsRunning);
    }

    [Fact]
    public async Task A_refused_message_makes_the_next_step_come_at_once()
    {
        await BeginAsync();
        await LiveAsync(new(-1), turns: 1, answer: () => SendResult.Refused(DeliveryReason.Refused, "550 no such user"));

        var about = await new OutboxStore(place.Database).InboxAsync("lee", 10, Ct);
        Assert.Single(about);
    }

    [Fact]
    public async Task Two_hosts_at_once_send_each_message_once()
    {
        await BeginAsync();
        for (var minute = 0; minute < 24; minute += 2)
        {
            var hosts = Enumerable.Range(0, 3).Select(_ => Host(new(-1), null)).ToList();
            await Task.WhenAll(hosts.Select(h => Task.Run(() => TurnAsync(h.Runs, h.Mail), Ct)));
            _time.Advance(TimeSpan.FromMinutes(2));
        }

        Assert.Equal([Hook, "kim@example.com", "lee@example.com"], _delivered.Select(d => d.Address).Order(StringComparer.Ordinal));
    }

    private async Task<AlarmId> BeginAsync()
    {
        await place.EmptyAsync(Ct);
        _delivered.Clear();
        _time.SetUtcNow(_time.GetUtcNow().AddDays(1)); // later than any lease of the round before
        await new DeviceStore(place.Database).SaveAsync(Plant.With(Plant.Device("d-a", Plant.SiteA)), Plant.Noon, Ct);
        var accounts = new AccountDirectory(place.Database, new PasswordHasher<Account>());
        foreach (var name in new[] { "kim", "lee" })
        {
            await accounts.CreateAsync(new() { Id = name, UserName = name, Email = $"{name}@example.com", Roles = [Role.ServiceOps] }, "not-a-secret-1", Ct);
        }

        var policy = Paging.Policy(Paging.Step(0, Paging.To("kim")), Paging.Step(10, Paging.To("lee"), new Target(TargetKind.Webhook, Hook))) with { Version = 0 };
        await new OnCallStore(place.Database).SaveAsync(policy, "test", Plant.Noon, Ct);
        return (await new AlarmStore(place.Database).ApplyAsync([Plant.Change("d-a", true, 1)], Ct))[0].Id;
    }

    /// <summary>Every two minutes; a host that ends is followed by another when the leases are over.</summary>
    private async Task LiveAsync(Mortality life, int turns, bool andAgain = true, Func<SendResult>? answer = null)
    {
        var (runs, mail) = Host(life, answer);
        for (var turn = 0; turn < turns; turn++)
        {
            try
            {
                await TurnAsync(runs, mail);
            }
            catch (Mortality.HostEnded)
            {
                if (!andAgain) return;
                _time.Advance(TimeSpan.FromMinutes(3));
                (runs, mail) = Host(life, answer);
            }

            _time.Advance(TimeSpan.FromMinutes(2));
        }
    }

    private static async Task TurnAsync(EscalationWorker runs, DeliveryWorker mail)
    {
        for (var more = true; more;)
        {
            more = false;
            while (await runs.RunOnceAsync(Ct) > 0) more = true;
            await mail.SettleAsync(Ct);
            while (await mail.RunNextAsync(Ct)) more = true;
        }
    }

    private (EscalationWorker Runs, DeliveryWorker Mail) Host(Mortality life, Func<SendResult>? answer)
    {
        var meters = new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>();
        var live = new LiveFeed(_time, NullLogger<LiveFeed>.Instance);
        var links = new LinkSigner(new("https://iotlink.example.com"), new byte[32], TimeSpan.FromDays(1));
        List<(string, string)> into = _delivered;
        IMessageChannel[] channels =
        [
            new Postbox(ChannelKind.Mail, false, into, life) { Answer = answer },
            new Postbox(ChannelKind.Webhook, true, into, life) { Answer = answer },
        ];
        return (
            new(new MortalRuns(new EscalationStore(place.Database), life), new OnCallStore(place.Database), SiteCalendar.Korea, live,
                Options.Create(new PipelineOptions()), _time, NullLogger<EscalationWorker>.Instance),
            new(new MortalOutbox(new OutboxStore(place.Database), life), channels, new(links, SiteCalendar.Korea, _time), new(meters), live,
                Options.Create(new NotificationOptions()), Options.Create(new PipelineOptions()), _time, NullLogger<DeliveryWorker>.Instance));
    }
}
