using IotLink.Core.Adapters.Relational;
using IotLink.Core.Notifications;
using IotLink.Tests.Support;

namespace IotLink.Tests.StoreContracts;

public sealed class SqliteOutboxTests(SqliteFixture place) : OutboxContract(place), IClassFixture<SqliteFixture>;

public sealed class PostgresOutboxTests(PostgresFixture place) : OutboxContract(place), IClassFixture<PostgresFixture>;

/// <summary>What every <see cref="IOutbox"/> keeps to.</summary>
public abstract class OutboxContract(RelationalFixture place) : IAsyncLifetime
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(30);
    private static readonly HashSet<ChannelKind> None = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private OutboxStore Outbox => new(place.Database);

    public async ValueTask InitializeAsync() => await place.EmptyAsync(Ct);

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task What_waits_for_one_person_goes_as_one_message_the_most_urgent_first()
    {
        await AddAsync(Notices.To("kim"), Notices.To("kim", "A2-a"), Notices.To("kim", "A3-a", urgent: true), Notices.To("kim", channel: ChannelKind.Sms), Notices.To("lee"));

        var taken = await TakeAllAsync();

        Assert.Equal(["A3-a A1-a A2-a", "A1-a", "A1-a"], taken.Select(t => string.Join(' ', t.Parts.Select(p => p.Facts.Subject))));
        Assert.Equal(3, taken.Select(t => t.Key).Distinct().Count());
    }

    [Fact]
    public async Task Soon_after_a_message_the_next_gathers_but_a_critical_one_goes()
    {
        await AddAsync(Notices.To("kim"));
        await SendAsync(Plant.Noon);
        await AddAsync(Notices.To("kim", "A2-a"), Notices.To("kim", "A3-a"));

        Assert.Null(await TakeAsync(Plant.Noon.AddSeconds(29)));
        Assert.Equal(2, (await TakeAsync(Plant.Noon.AddSeconds(31)))!.Parts.Count);

        await AddAsync(Notices.To("lee"));
        await SendAsync(Plant.Noon);
        await AddAsync(Notices.To("lee", "A2-a"), Notices.To("lee", "A3-a", urgent: true));
        Assert.Equal(["A3-a", "A2-a"], (await TakeAsync(Plant.Noon.AddSeconds(1)))!.Parts.Select(p => p.Facts.Subject)); // and takes along what waits
    }

    [Fact]
    public async Task While_a_message_to_somebody_is_under_way_another_waits()
    {
        await AddAsync(Notices.To("kim"));
        await TakeAsync(Plant.Noon);
        await AddAsync(Notices.To("kim", "A2-a"));

        Assert.Null(await TakeAsync(Plant.Noon));
    }

    [Fact]
    public async Task What_is_not_due_is_left()
    {
        await AddAsync(Notices.To("kim", at: Plant.Noon.AddHours(9)));

        Assert.Null(await TakeAsync(Plant.Noon));
        Assert.Equal(Plant.Noon.AddHours(9), await Outbox.NextDueAsync(Ct));
        Assert.NotNull(await TakeAsync(Plant.Noon.AddHours(9)));
    }

    [Fact]
    public async Task When_a_lease_ends_another_host_takes_it_and_the_first_may_not_send_it_any_more()
    {
        await AddAsync(Notices.To("kim"));
        var first = (await TakeAsync(Plant.Noon, "one"))!;
        Assert.Null(await TakeAsync(Plant.Noon.Add(Notices.Lease), "two"));

        var second = await TakeAsync(Plant.Noon.Add(Notices.Lease).AddSeconds(1), "two");

        Assert.Equal(first.Key, second!.Key);
        Assert.False(await Outbox.HandOverAsync(first.Key, "one", 1, Plant.Noon.AddMinutes(3), Notices.Lease, Ct));
        Assert.True(await Outbox.HandOverAsync(first.Key, "two", 1, Plant.Noon.AddMinutes(3), Notices.Lease, Ct));
    }

    [Fact]
    public async Task What_was_leaving_when_its_host_ended_is_unclear_or_goes_again_where_the_channel_knows_a_repeat()
    {
        await AddAsync(Notices.To("kim"), Notices.To("hook", channel: ChannelKind.Webhook));
        foreach (var taken in await TakeAllAsync()) await Outbox.HandOverAsync(taken.Key, "one", 1, Plant.Noon, Notices.Lease, Ct);
        Assert.Equal(0, await Outbox.SettleInterruptedAsync(None, Plant.Noon.AddMinutes(1), Ct));

        Assert.Equal(2, await Outbox.SettleInterruptedAsync(new HashSet<ChannelKind> { ChannelKind.Webhook }, Plant.Noon.AddMinutes(3), Ct));

        Assert.Equal([("hook", NotificationState.Waiting), ("kim", NotificationState.Unclear)], (await Outbox.AboutAsync("A1-a", Ct)).Select(n => (n.PersonId, n.State)).Order());
        Assert.Equal("hook", Assert.Single(await TakeAllAsync(Plant.Noon.AddMinutes(3))).First.PersonId);
    }

    [Fact]
    public async Task Not_now_waits_longer_each_time_and_never_is_over_with_a_receipt_for_each_attempt()
    {
        await AddAsync(Notices.To("kim"));
        var first = await SendAsync(Plant.Noon, SendResult.Later(DeliveryReason.Later, "451 busy"));
        Assert.Null(await TakeAsync(Plant.Noon.AddSeconds(14)));
        var again = await SendAsync(Plant.Noon.AddSeconds(15), SendResult.Later(DeliveryReason.Later, "451 busy"));
        Assert.Equal(first, again);
        Assert.Equal(Plant.Noon.AddSeconds(45), await Outbox.NextDueAsync(Ct));
        await SendAsync(Plant.Noon.AddSeconds(45), SendResult.Refused(DeliveryReason.Refused, "550 no such user"));

        var receipts = await Outbox.ReceiptsAsync("A1-a", Ct);
        Assert.Equal([(1, "451 busy"), (2, "451 busy"), (3, "550 no such user")], receipts.Select(r => (r.Attempt, r.Detail!)));
        Assert.Equal((NotificationState.GivenUp, DeliveryReason.Refused), (receipts[2].State, receipts[2].Reason));
        Assert.Null(await Outbox.NextDueAsync(Ct));
    }

    [Fact]
    public async Task After_so_many_attempts_it_is_given_up()
    {
        await AddAsync(Notices.To("kim"));
        var now = Plant.Noon;
        for (var attempt = 0; attempt < RetryPlan.MostAttempts; attempt++, now += TimeSpan.FromHours(1)) await SendAsync(now, SendResult.Later(DeliveryReason.Unreachable, "no route"));

        var given = Assert.Single(await Outbox.AboutAsync("A1-a", Ct));
        Assert.Equal((NotificationState.GivenUp, DeliveryReason.Exhausted, RetryPlan.MostAttempts), (given.State, given.Reason, given.Attempts));
    }

    [Fact]
    public async Task The_inbox_is_a_person_s_own_newest_first_and_counts_what_is_unread()
    {
        await AddAsync(
            Notices.To("kim", "A1-a", ChannelKind.Portal), Notices.To("kim", "A2-a", ChannelKind.Portal, at: Plant.Noon.AddMinutes(1)),
            Notices.To("lee", "A1-a", ChannelKind.Portal), Notices.To("kim"));

        Assert.Equal(["A2-a", "A1-a"], (await Outbox.InboxAsync("kim", 10, Ct)).Select(n => n.Facts.Subject));
        Assert.Equal(2, await Outbox.UnreadAsync("kim", Ct));
        await Outbox.MarkReadAsync("kim", Plant.Noon.AddMinutes(5), Ct);
        Assert.Equal((0, 1), (await Outbox.UnreadAsync("kim", Ct), await Outbox.UnreadAsync("lee", Ct)));
        Assert.All(await Outbox.InboxAsync("kim", 10, Ct), n => Assert.Equal(Plant.Noon.AddMinutes(5), n.ReadAt));
    }

    [Fact]
    public async Task What_is_over_is_let_go_of_with_its_receipts_and_what_still_waits_is_kept()
    {
        await AddAsync(Notices.To("kim"), Notices.To("lee", "A2-a", at: Plant.Noon.AddDays(2)), Notices.To("park", "A3-a"));
        await SendAsync(Plant.Noon); // kim
        Assert.Equal(0, await Outbox.DropAsync(Plant.Noon, Ct));

        Assert.Equal(1, await Outbox.DropAsync(Plant.Noon.AddDays(1), Ct));

        Assert.Empty(await Outbox.ReceiptsAsync("A1-a", Ct));
        Assert.Equal(2, (await Outbox.StatesAsync(Ct))[NotificationState.Waiting]);
    }

    [Fact]
    public async Task States_are_counted()
    {
        await AddAsync(Notices.To("kim"), Notices.To("lee"), Notices.To("park"), Notices.To("kim", channel: ChannelKind.Portal));
        await SendAsync(Plant.Noon, SendResult.Refused(DeliveryReason.Refused, "550"));

        var states = await Outbox.StatesAsync(Ct);

        Assert.Equal((2, 1, 1), (states[NotificationState.Waiting], states[NotificationState.GivenUp], states[NotificationState.Delivered]));
    }

    [Fact]
    public async Task Many_hosts_that_take_at_once_take_each_notification_once_and_one_message_to_a_person()
    {
        const int People = 120, Each = 3, Hosts = 10;
        await AddAsync([.. Enumerable.Range(0, People * Each).Select(n => Notices.To($"p{n % People:D3}", $"A{n / People}-a"))]);
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        var hosts = Enumerable.Range(0, Hosts).Select(async host =>
        {
            await start.Task;
            var mine = new List<TakenMessage>();
            while (await TakeAsync(Plant.Noon, $"host-{host}") is { } taken) mine.Add(taken);
            return mine;
        }).ToList();
        start.SetResult();
        var all = (await Task.WhenAll(hosts)).SelectMany(m => m).ToList();

        Assert.Equal(People * Each, all.SelectMany(t => t.Parts).Select(p => p.Id).Distinct().Count());
        Assert.Equal(People * Each, all.Sum(t => t.Parts.Count));
        Assert.All(all, t => Assert.Equal(Each, t.Parts.Count));
    }

    private Task AddAsync(params Notification[] notices) => place.Database.AddAsync(notices, Ct);

    private Task<TakenMessage?> TakeAsync(DateTimeOffset now, string host = "one") => Outbox.TakeAsync(host, now, Notices.Lease, Pace, Ct);

    private async Task<List<TakenMessage>> TakeAllAsync(DateTimeOffset? now = null)
    {
        var all = new List<TakenMessage>();
        while (await TakeAsync(now ?? Plant.Noon) is { } taken) all.Add(taken);
        return all;
    }

    /// <returns>The message's key.</returns>
    private async Task<string> SendAsync(DateTimeOffset now, SendResult? result = null)
    {
        var taken = (await TakeAsync(now))!;
        Assert.True(await Outbox.HandOverAsync(taken.Key, "one", taken.Parts.Count, now, Notices.Lease, Ct));
        await Outbox.RecordAsync(taken.Key, "one", result ?? SendResult.Sent("p-1"), now, Ct);
        return taken.Key;
    }
}
