using System.Diagnostics.Metrics;
using IotLink.Core.Adapters.Relational;
using IotLink.Core.Adapters.Webhooks;
using IotLink.Core.Calendars;
using IotLink.Core.Live;
using IotLink.Core.Notifications;
using IotLink.Ingest.Delivery;
using IotLink.Ingest.Pipeline;
using IotLink.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace IotLink.Tests.Ingest.Delivery;

/// <summary>The worker that sends, from the outbox to the receiver.</summary>
public sealed class DeliveryTests(SqliteFixture place) : IClassFixture<SqliteFixture>, IAsyncLifetime
{
    private const string Secret = "a secret both sides know";

    private readonly FakeTimeProvider _time = new(Plant.Noon);
    private readonly List<(string Key, string Address)> _delivered = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private OutboxStore Outbox => new(place.Database);

    public async ValueTask InitializeAsync() => await place.EmptyAsync(Ct);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_webhook_is_tried_again_with_the_same_key_and_a_new_signature_until_the_receiver_takes_it()
    {
        List<(string Key, string Signature, string Body)> got = [];
        var answers = new Queue<int>([503, 429, 200]);
        await using var server = await ServerAsync(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            got.Add(($"{context.Request.Headers["Idempotency-Key"]}", $"{context.Request.Headers["X-IotLink-Signature"]}", await reader.ReadToEndAsync(Ct)));
            context.Response.StatusCode = answers.Dequeue();
        });
        await AddAsync(Notices.To("hook", channel: ChannelKind.Webhook) with { Address = server.Urls.First() });
        using var channel = new WebhookChannel(new() { Secret = Secret, AllowPrivate = true }, _time);
        var worker = Worker(channel);

        await DrainAsync(worker); // 503
        await DrainAsync(worker); // too soon
        Assert.Single(got);
        _time.Advance(TimeSpan.FromSeconds(15));
        await DrainAsync(worker); // 429
        _time.Advance(TimeSpan.FromSeconds(30));
        await DrainAsync(worker); // 200

        Assert.Equal(3, got.Count);
        Assert.Single(got.Select(g => (g.Key, g.Body)).Distinct());
        Assert.Equal(3, got.Select(g => g.Signature).Distinct().Count());
        Assert.All(got.Zip(new[] { 0, 15, 45 }), g => Assert.Equal(
            WebhookChannel.Signature(Secret, Plant.Noon.AddSeconds(g.Second).ToUnixTimeSeconds(), System.Text.Encoding.UTF8.GetBytes(g.First.Body)), g.First.Signature));
        Assert.Equal([NotificationState.Waiting, NotificationState.Waiting, NotificationState.Sent], (await Outbox.ReceiptsAsync("A1-a", Ct)).Select(r => r.State));
    }

    [Fact]
    public async Task A_receiver_that_does_not_answer_is_asked_again_because_it_knows_a_repeat()
    {
        var asked = 0;
        await using var server = await ServerAsync(context =>
        {
            if (++asked == 1) context.Abort(); // it may have taken it
            return Task.CompletedTask;
        });
        await AddAsync(Notices.To("hook", channel: ChannelKind.Webhook) with { Address = server.Urls.First() });
        using var channel = new WebhookChannel(new() { Secret = Secret, AllowPrivate = true }, _time);
        var worker = Worker(channel);

        await DrainAsync(worker);
        _time.Advance(TimeSpan.FromMinutes(1));
        await DrainAsync(worker);

        Assert.Equal(2, asked);
        Assert.Equal(NotificationState.Sent, Assert.Single(await Outbox.AboutAsync("A1-a", Ct)).State);
    }

    [Fact]
    public async Task Alarms_that_come_while_somebody_was_just_told_gather_into_one_message()
    {
        var worker = Worker(Postbox());
        await AddAsync(Notices.To("kim"));
        await DrainAsync(worker);
        for (var n = 2; n < 30; n++) await AddAsync(Notices.To("kim", $"A{n}-a", at: _time.GetUtcNow()));
        await DrainAsync(worker);
        Assert.Single(_delivered);

        _time.Advance(TimeSpan.FromSeconds(31));
        await DrainAsync(worker);

        Assert.Equal(2, _delivered.Count);
    }

    [Fact]
    public async Task In_quiet_hours_only_critical_alarms_come_and_the_others_in_one_message_when_they_end()
    {
        var seven = Plant.Noon.AddHours(10); // 07:00 in Seoul
        await AddAsync(Notices.To("kim") with { DueAt = seven }, Notices.To("kim", "A2-a") with { DueAt = seven }, Notices.To("kim", "A3-a", urgent: true));
        var worker = Worker(Postbox());

        await DrainAsync(worker);
        Assert.Single(_delivered);
        _time.SetUtcNow(seven.AddSeconds(-1));
        await DrainAsync(worker);
        Assert.Single(_delivered);
        _time.SetUtcNow(seven);
        await DrainAsync(worker);

        Assert.Equal(2, _delivered.Count);
        Assert.All(["A1-a", "A2-a"], async subject => Assert.Equal(NotificationState.Sent, Assert.Single(await Outbox.AboutAsync(subject, Ct)).State));
    }

    [Fact]
    public async Task A_channel_nobody_configured_is_said_and_not_tried_again()
    {
        await AddAsync(Notices.To("kim", channel: ChannelKind.Sms));
        await DrainAsync(Worker(Postbox()));

        var given = Assert.Single(await Outbox.AboutAsync("A1-a", Ct));
        Assert.Equal((NotificationState.GivenUp, DeliveryReason.NoChannel), (given.State, given.Reason));
    }

    [Fact]
    public async Task What_waits_and_failed_is_measured_and_what_is_old_is_dropped_once_a_day()
    {
        var meters = new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();
        var metrics = new DeliveryMetrics(meters);
        Dictionary<string, int> measured = [];
        using var listener = new MeterListener { InstrumentPublished = (i, l) => { if (i.Meter.Scope == meters) l.EnableMeasurementEvents(i); } };
        listener.SetMeasurementEventCallback<int>((_, value, tags, _) => measured[(string)tags[0].Value!] = value);
        listener.Start();
        var upkeep = new OutboxUpkeep(
            Outbox, metrics, Options.Create(new NotificationOptions { KeepDays = 30 }), Options.Create(new PipelineOptions()), _time, NullLogger<OutboxUpkeep>.Instance);
        await AddAsync(Notices.To("kim"), Notices.To("lee"), Notices.To("park") with { State = NotificationState.GivenUp });

        await upkeep.RunOnceAsync(Ct);
        listener.RecordObservableInstruments();
        Assert.Equal((2, 1, 0), (measured["waiting"], measured["givenup"], measured["unclear"]));

        _time.Advance(TimeSpan.FromDays(31));
        await upkeep.RunOnceAsync(Ct);
        Assert.Equal([NotificationState.Waiting], (await Outbox.StatesAsync(Ct)).Keys);
    }

    private Postbox Postbox() => new(ChannelKind.Mail, false, _delivered, new(-1));

    private Task AddAsync(params Notification[] notices) => place.Database.AddAsync(notices, Ct);

    private static async Task DrainAsync(DeliveryWorker worker)
    {
        while (await worker.RunNextAsync(Ct))
        {
        }
    }

    private DeliveryWorker Worker(IMessageChannel channel)
    {
        var meters = new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();
        var links = new LinkSigner(new("https://iotlink.example.com"), new byte[32], TimeSpan.FromDays(1));
        return new(Outbox, [channel], new(links, SiteCalendar.Korea, _time), new(meters), new LiveFeed(_time, NullLogger<LiveFeed>.Instance),
            Options.Create(new NotificationOptions()), Options.Create(new PipelineOptions()), _time, NullLogger<DeliveryWorker>.Instance);
    }

    private static async Task<WebApplication> ServerAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.Run(answer);
        await app.StartAsync(Ct);
        return app;
    }
}
