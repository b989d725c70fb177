using IotLink.Core.Adapters.Relational;
using IotLink.Core.Alarms;
using IotLink.Core.Alarms.Escalation;
using IotLink.Core.Devices;
using IotLink.Core.Notifications;
using IotLink.Core.Rules;
using IotLink.Tests.Support;

namespace IotLink.Tests.StoreContracts;

public sealed class SqliteEscalationStoreTests(SqliteFixture place) : EscalationStoreContract(place), IClassFixture<SqliteFixture>;

public sealed class PostgresEscalationStoreTests(PostgresFixture place) : EscalationStoreContract(place), IClassFixture<PostgresFixture>;

/// <summary>What every <see cref="IEscalationStore"/> keeps to, together with the alarms it follows and the outbox it fills.</summary>
public abstract class EscalationStoreContract(RelationalFixture place) : IAsyncLifetime
{
    private static readonly IotLink.Core.Documents.Person Somebody = new("kim", "김하늘");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private EscalationStore Runs => new(place.Database);

    private OutboxStore Outbox => new(place.Database);

    private AlarmStore Alarms => new(place.Database);

    public async ValueTask InitializeAsync()
    {
        await place.EmptyAsync(Ct);
        await new DeviceStore(place.Database).SaveAsync(
            Plant.With([.. Enumerable.Range(0, 40).Select(n => Plant.Device($"d-{n}", Plant.SiteA))]), Plant.Noon, Ct);
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_run_begins_with_its_alarm_and_goes_on_where_it_was_saved()
    {
        var alarm = await RaiseAsync();
        Assert.Equal((EscalationState.Starting, 1), ((await Runs.FindAsync(alarm, Ct))!.State, (await Runs.FindAsync(alarm, Ct))!.Round));
        Assert.NotNull(await Runs.NextDueAsync(Ct));

        await AdvanceAsync(); // chooses
        await AdvanceAsync(); // tells

        var run = (await Runs.FindAsync(alarm, Ct))!;
        Assert.Equal((EscalationState.Running, "p", 1, 1), (run.State, run.Policy, run.PolicyVersion, run.Step));
        Assert.Equal(["chosen", "told"], (await Runs.EventsAsync(alarm, Ct)).Select(e => e.What));
        Assert.Equal([ChannelKind.Mail, ChannelKind.Portal], (await Outbox.AboutAsync(alarm.Value, Ct)).Select(n => n.Channel).Order().Reverse());
        Assert.Equal(Now.AddMinutes(10), await Runs.NextDueAsync(Ct));
        Assert.Empty(await AdvanceAsync());
    }

    [Fact]
    public async Task Acknowledging_ends_it_and_withdraws_what_has_not_gone_out()
    {
        var alarm = await ToldAsync();

        await Alarms.AcknowledgeAsync(DeviceScope.All, alarm, "김하늘", Now, Ct);

        var run = (await Runs.FindAsync(alarm, Ct))!;
        Assert.Equal((EscalationState.Ended, "김하늘"), (run.State, run.EndedBy));
        Assert.Equal(NotificationState.Withdrawn, (await MailAsync(alarm)).State);
        Assert.Contains(await Outbox.ReceiptsAsync(alarm.Value, Ct), r => r is { State: NotificationState.Withdrawn, Reason: DeliveryReason.Withdrawn });
        Assert.Null(await Runs.NextDueAsync(Ct));
    }

    [Fact]
    public async Task Acknowledged_while_a_message_is_leaving_it_is_not_tried_again_when_the_server_said_later()
    {
        var alarm = await ToldAsync();
        var taken = (await Outbox.TakeAsync("one", Now, Notices.Lease, TimeSpan.Zero, Ct))!;
        await Outbox.HandOverAsync(taken.Key, "one", 1, Now, Notices.Lease, Ct);
        await Alarms.AcknowledgeAsync(DeviceScope.All, alarm, "김하늘", Now, Ct);
        await Outbox.RecordAsync(taken.Key, "one", SendResult.Later(DeliveryReason.Later, "451"), Now, Ct);

        var again = (await Outbox.TakeAsync("one", Now.AddMinutes(1), Notices.Lease, TimeSpan.Zero, Ct))!;

        Assert.False(await Outbox.HandOverAsync(again.Key, "one", 1, Now.AddMinutes(1), Notices.Lease, Ct));
        Assert.Equal(NotificationState.Withdrawn, (await MailAsync(alarm)).State);
        Assert.Null(await Outbox.TakeAsync("one", Now.AddMinutes(2), Notices.Lease, TimeSpan.Zero, Ct));
    }

    [Fact]
    public async Task A_reopened_alarm_is_told_anew_to_the_same_people()
    {
        var alarm = await ToldAsync();
        await ActAsync(alarm, new AlarmStep.Resolve("repaired"));
        Assert.Equal(EscalationState.Ended, (await Runs.FindAsync(alarm, Ct))!.State);

        await ActAsync(alarm, new AlarmStep.Reopen("다시 뜨거움"));
        await AdvanceAsync(Now.AddHours(1));
        await AdvanceAsync(Now.AddHours(1));

        var run = (await Runs.FindAsync(alarm, Ct))!;
        Assert.Equal((2, Now.AddHours(1)), (run.Round, run.StartedAt));
        var mails = (await Outbox.AboutAsync(alarm.Value, Ct)).Where(n => n.Channel == ChannelKind.Mail).ToList();
        Assert.Equal([NotificationState.Withdrawn, NotificationState.Waiting], mails.Select(n => n.State));
    }

    [Fact]
    public async Task A_person_stops_it_once()
    {
        var alarm = await ToldAsync();

        Assert.True(await Runs.StopAsync(alarm, "김하늘", Now, Ct));
        Assert.False(await Runs.StopAsync(alarm, "김하늘", Now, Ct));

        Assert.Equal(EscalationState.Stopped, (await Runs.FindAsync(alarm, Ct))!.State);
        Assert.Equal(NotificationState.Withdrawn, (await MailAsync(alarm)).State);
        Assert.Null(await Outbox.TakeAsync("one", Now, Notices.Lease, TimeSpan.Zero, Ct));
    }

    [Fact]
    public async Task What_runs_is_listed_the_worst_first()
    {
        await RaiseAsync(0);
        await Alarms.ApplyAsync([Plant.Change("d-1", true, 2) with { Severity = Severity.Critical }], Ct);
        await AdvanceAsync();

        Assert.Equal([Severity.Critical, Severity.High], (await Runs.RunningAsync(10, Ct)).Select(r => r.Row.Alarm.Severity));
    }

    [Fact]
    public async Task Hosts_that_advance_at_once_take_each_step_once()
    {
        for (var n = 0; n < 40; n++) await RaiseAsync(n);

        for (var minute = 0; minute < 12; minute++)
        {
            var at = Now.AddMinutes(minute);
            await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
            {
                while ((await AdvanceAsync(at, 7)).Count > 0)
                {
                }
            }));
        }

        for (var n = 0; n < 40; n++)
        {
            var told = await Outbox.AboutAsync(IdOf(n), Ct);
            Assert.Equal(["kim", "kim", "lee", "lee"], told.Select(t => t.PersonId).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task When_two_hosts_lose_the_two_messages_of_a_step_at_once_the_next_step_comes_at_once()
    {
        var policy = Paging.Policy(Paging.Step(0, Paging.To("kim"), Paging.To("lee")), Paging.Step(10, Paging.To("park")));
        for (var n = 0; n < 20; n++)
        {
            var alarm = await RaiseAsync(n);
            await AdvanceAsync(Now, policy: policy);
            await AdvanceAsync(Now, policy: policy);
            List<string> hosts = ["one", "two"];
            var keys = new List<string>();
            foreach (var host in hosts)
            {
                keys.Add((await Outbox.TakeAsync(host, Now, Notices.Lease, TimeSpan.Zero, Ct))!.Key);
                await Outbox.HandOverAsync(keys[^1], host, 1, Now, Notices.Lease, Ct);
            }

            await Task.WhenAll(hosts.Zip(keys, (host, key) => Outbox.RecordAsync(key, host, SendResult.Refused(DeliveryReason.Refused, "550"), Now, Ct)));

            Assert.Equal(Now, (await Runs.FindAsync(alarm, Ct))!.DueAt);
            await Runs.StopAsync(alarm, "test", Now, Ct);
        }
    }

    private static DateTimeOffset Now => Plant.Noon.AddMinutes(2);

    private static string IdOf(int n) => AlarmId.Of(Plant.At(n + 1), $"d-{n}".AsDevice(), "hot").Value;

    private async Task<AlarmId> RaiseAsync(int n = 0) => (await Alarms.ApplyAsync([Plant.Change($"d-{n}", true, n + 1)], Ct))[0].Id;

    private async Task<AlarmId> ToldAsync()
    {
        var alarm = await RaiseAsync();
        await AdvanceAsync();
        await AdvanceAsync();
        return alarm;
    }

    private Task<IReadOnlyList<Advanced>> AdvanceAsync(DateTimeOffset? now = null, int most = 100, EscalationPolicy? policy = null)
    {
        policy ??= Paging.Policy(Paging.Step(0, Paging.To("kim")), Paging.Step(10, Paging.To("lee")));
        var scene = Paging.Scene([policy], Paging.Someone("kim"), Paging.Someone("lee"), Paging.Someone("park"));
        return Runs.AdvanceAsync(most, now ?? Now, (run, row) => EscalationCourse.Advance(run, row, scene, now ?? Now), Ct);
    }

    private async Task<Notification> MailAsync(AlarmId alarm) => (await Outbox.AboutAsync(alarm.Value, Ct)).Single(n => n.Channel == ChannelKind.Mail);

    private async Task ActAsync(AlarmId alarm, AlarmStep step)
    {
        var result = await Alarms.ActAsync(DeviceScope.All, new AlarmAct(step, Somebody, Now, "") { Targets = [new(alarm)] }, Ct);
        Assert.Null(Assert.Single(result).Refusal);
    }
}
