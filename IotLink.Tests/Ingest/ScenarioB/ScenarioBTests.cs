using IotLink.Core;
using IotLink.Core.Accounts;
using IotLink.Core.Adapters;
using IotLink.Core.Aggregates;
using IotLink.Core.CustomerDays;
using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Expressions;
using IotLink.Core.Products;
using IotLink.Core.Telemetry;
using IotLink.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace IotLink.Tests.Ingest.ScenarioB;

/// <summary>From telemetry to analysis data over a month, with everything that goes wrong, against PostgreSQL's own arithmetic on the raw readings.</summary>
public sealed class ScenarioBTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const string Formula = """
        formulaId: "health-score-prod-a"
        productId: "prod-a"
        formula: "clamp(100 - (tempC - 60) * 2 - vibration * 10, 0, 100)"
        description: "Health score of product A (0-100)"
        """;

    private static readonly DocumentKey Key = DocumentKey.FormulaOf(Sample.Product("prod-a"), "health-score-prod-a");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public Task A_month_with_late_data_new_owners_and_random_deaths_comes_out_as_sql_has_it() => RunAsync(new(12, TimeSpan.FromMinutes(20)), deaths: true);

    /// <summary>5,184,000 readings. Takes minutes; prints what it compared.</summary>
    [Fact(Explicit = true)]
    public Task Five_million_readings_come_out_as_sql_has_them() => RunAsync(new(60, TimeSpan.FromSeconds(30)), deaths: false);

    private async Task RunAsync(GeneratedMonth month, bool deaths)
    {
        await postgres.EmptyAsync(Ct);
        using var folder = new TempFolder();
        var clock = new FakeTimeProvider(GeneratedMonth.Start);
        await using var services = new ServiceCollection().AddSingleton<TimeProvider>(clock).AddLogging().AddIotLinkCore()
            .AddStorage(new ConfigurationBuilder().AddInMemoryCollection([new("Storage:Folder", folder.Path)]).Build())
            .BuildServiceProvider();
        var devices = services.GetRequiredService<IDeviceStore>();
        await devices.SaveAsync(new(GeneratedMonth.Customers, GeneratedMonth.Sites, month.Devices(moved: false)), GeneratedMonth.Start.AddDays(-1), Ct);
        await PublishAsync(services.GetRequiredService<IDocumentStore>());
        var readings = month.Readings();
        var began = System.Diagnostics.Stopwatch.GetTimestamp();
        var killed = await LiveAsync(services, month, readings, deaths, devices);
        var took = System.Diagnostics.Stopwatch.GetElapsedTime(began);

        var sql = new MonthInSql(postgres.Settings.Write);
        await sql.LoadAsync(readings, month, Ct);
        var store = services.GetRequiredService<IAggregateStore>();
        var compared = 0;
        foreach (var (span, hours) in ((AggregateSpan, int)[])[(AggregateSpan.Hour, 1), (AggregateSpan.SixHours, 6), (AggregateSpan.Day, 24)])
        {
            var documents = new List<AggregateDocument>();
            foreach (var each in (bool[])[true, false])
            {
                for (var day = -1; day <= GeneratedMonth.Days; day++)
                    documents.AddRange(await store.ReadAsync(new(span, null, null, GeneratedMonth.Start.AddDays(day), GeneratedMonth.Start.AddDays(day + 1), each), Ct));
            }

            compared += Compare(
                await sql.AggregatesAsync(hours, Ct),
                documents.SelectMany(d => d.Metrics.Select(m => ($"{d.Key.Device} {d.Key.Product} {m.Key} {d.Key.Start.ToUnixTimeSeconds()}", m.Value))));
        }

        var days = services.GetRequiredService<ICustomerDayStore>();
        var query = new CustomerDayQuery(new(2026, 10, 1), new(2026, 10, 30));
        var ofCustomers = await sql.CustomerDaysAsync(Ct);
        compared += Compare(
            ofCustomers, (await days.ReadAsync(query, Ct)).SelectMany(d => d.Metrics.Select(m => ($"{d.Customer} {d.Product} {m.Key} {d.Day:yyyy-MM-dd}", m.Value))));

        var values = await days.ValuesAsync(query, Ct);
        Assert.Equal(3 * 30, values.Count);
        foreach (var value in values)
        {
            var (tempC, vibration) = (ofCustomers[$"{value.Customer} prod-a tempC {value.Day:yyyy-MM-dd}"][4], ofCustomers[$"{value.Customer} prod-a vibration {value.Day:yyyy-MM-dd}"][4]);
            Assert.Equal(Math.Max(0, Math.Min(100, 100 - ((tempC - 60) * 2) - (vibration * 10))), value.Value);
        }

        await PreviewAsync(services, values);
        Assert.True(!deaths || killed > 20, $"{killed} deaths");
        TestContext.Current.SendDiagnosticMessage(
            FormattableString.Invariant($"{readings.Count} readings, {compared} aggregates of 10 numbers and {values.Count} analysis values equal; taken in, aggregated and joined in {took.TotalSeconds:0.0} s; {killed} deaths."));
        Assert.Empty(await services.GetRequiredService<CustomerDayRun>().RunAsync(TimeSpan.FromMinutes(15), clock.GetUtcNow(), Ct));
    }

    /// <summary>A draft that halves the score halves every past day, and stores nothing; published, past days follow by themselves.</summary>
    private static async Task PreviewAsync(ServiceProvider services, IReadOnlyList<AnalysisValue> values)
    {
        var (text, author) = (Formula.Replace("0, 100)\"", "0, 100) / 2\"", StringComparison.Ordinal), new Viewer("a", "a", new HashSet<string> { Role.LabAuthor }, null));
        var rows = (await services.GetRequiredService<FormulaPreview>().OfAsync(author, Key, text, new(2026, 10, 1), new(2026, 10, 30), Ct))!;
        Assert.Equal(values.Count, rows.Count);
        Assert.All(rows, row => Assert.Equal(row.Before / 2, row.After));
        Assert.All(rows, row => Assert.StartsWith("C-", row.Customer, StringComparison.Ordinal));
        Assert.Null(await services.GetRequiredService<FormulaPreview>().OfAsync(author with { Roles = new HashSet<string> { Role.CustomerView } }, Key, text, new(2026, 10, 1), new(2026, 10, 30), Ct));

        var documents = services.GetRequiredService<IDocumentStore>();
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var step = DocumentLife.FromCatalogue(await documents.FindAsync(Key, Ct), Key, text, now)!.Value;
        Assert.True(await documents.SaveAsync(step.Document!, step.Event, text, Ct));
        Assert.Equal(30, (await services.GetRequiredService<CustomerDayRun>().RunAsync(TimeSpan.FromMinutes(15), now, Ct)).Count(d => d <= new DateOnly(2026, 10, 30)));
        var halved = await services.GetRequiredService<ICustomerDayStore>().ValuesAsync(new(new(2026, 10, 1), new(2026, 10, 30)), Ct);
        Assert.Equal(values.Select(v => v.Value / 2), halved.Select(v => v.Value));
        Assert.All(halved, v => Assert.Equal(2, v.Version));
    }

    /// <summary>The month as it is lived: readings arrive, jobs run, and when told so die at any moment and run again.</summary>
    private static async Task<int> LiveAsync(ServiceProvider services, GeneratedMonth month, IReadOnlyList<MonthReading> readings, bool deaths, IDeviceStore devices)
    {
        var (hot, clock, calendar) = (services.GetRequiredService<IHotStore>(), (FakeTimeProvider)services.GetRequiredService<TimeProvider>(), AggregateCalendar.Korea);
        var store = services.GetRequiredService<IAggregateStore>();
        var failing = deaths ? new FailingStore(store, new(11)) : null;
        var aggregator = ActivatorUtilities.CreateInstance<Aggregator>(services, failing ?? store);
        var run = ActivatorUtilities.CreateInstance<CustomerDayRun>(services, failing ?? store);
        var (batch, schemas, moved) = (new TelemetryBatch(), new Dictionary<ProductId, MetricSchema>(), false);
        for (var (first, round) = (0, 0); first < readings.Count; round++)
        {
            var last = Math.Min(first + Math.Max(500, readings.Count / 120), readings.Count);
            Fill(batch, readings, first, last, schemas);
            await hot.SaveAsync(batch, Ct);
            if (round % 3 == 0) await hot.SaveAsync(batch, Ct); // brought again, as after a crash
            var now = readings[last - 1].Arrived;
            if (now > clock.GetUtcNow()) clock.SetUtcNow(now);
            if (!moved && now >= GeneratedMonth.Moved)
            {
                await devices.SaveAsync(new([], [], month.Devices(moved: true)), GeneratedMonth.Moved, Ct);
                moved = true;
            }

            await TryAsync(async () => await aggregator.FollowAsync(0, now, Ct));
            await TryAsync(async () => await aggregator.SealAsync(TimeSpan.FromMinutes(15), now, Ct));
            if (round % 4 == 0) await TryAsync(async () => await run.RunAsync(TimeSpan.FromMinutes(15), now, Ct));
            first = last;
        }

        clock.SetUtcNow(GeneratedMonth.Start.AddDays(GeneratedMonth.Days + 3));
        await new Aggregator(
            hot, services.GetRequiredService<IotLink.Core.History.IReadingHistory>(), store, services.GetRequiredService<IotLink.Core.History.IStaleWindows>(),
            services.GetRequiredService<StaleCauses>(), services.GetRequiredService<IDeviceRegistry>(), calendar).FollowAsync(0, clock.GetUtcNow(), Ct);
        await services.GetRequiredService<CustomerDayRun>().RunAsync(TimeSpan.FromMinutes(15), clock.GetUtcNow(), Ct);
        return failing?.Deaths ?? 0;
    }

    private static void Fill(TelemetryBatch batch, IReadOnlyList<MonthReading> readings, int first, int last, Dictionary<ProductId, MetricSchema> schemas)
    {
        batch.Begin(0);
        for (var i = first; i < last; i++)
        {
            var (source, product) = (readings[i], GeneratedMonth.ProductOf(readings[i].Device));
            if (!schemas.TryGetValue(product, out var schema)) schemas[product] = schema = new(product);
            var reading = batch.Add(schema);
            (reading.Position, reading.Device) = (new(0, source.Sequence), GeneratedMonth.DeviceOf(source.Device));
            (reading.EventTime, reading.IngestTimestamp) = (source.At, source.Arrived);
            BatchBuilder.Set(reading, "tempC", source.TempC);
            BatchBuilder.Set(reading, "vibration", source.Vibration);
        }

        batch.Through = readings[last - 1].Sequence;
    }

    private static async Task TryAsync(Func<Task> job)
    {
        try
        {
            await job();
        }
        catch (IOException)
        {
            // killed; the next run catches up
        }
    }

    /// <returns>How many aggregates were the same.</returns>
    private static int Compare(Dictionary<string, double[]> expected, IEnumerable<(string Key, MetricAggregate Value)> found)
    {
        var left = expected.Keys.ToHashSet(StringComparer.Ordinal);
        foreach (var (key, value) in found)
        {
            Assert.True(left.Remove(key), $"{key} is too much");
            var numbers = expected[key];
            Assert.True(
                (value.Count, value.Sum, value.Min, value.Max, value.Mean, value.Last) == ((long)numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[6]),
                FormattableString.Invariant($"{key}: {value.Count} {value.Sum} {value.Mean} {value.Last}, SQL has {string.Join(' ', numbers)}"));
            Assert.Equal(numbers[5], value.StandardDeviation, Math.Abs(numbers[5]) * 4e-16);
            Assert.Equal(numbers[7], value.Of(Statistic.P50), (Math.Abs(numbers[7]) * QuantileSketch.Accuracy) + 1e-12);
            Assert.Equal(numbers[8], value.Of(Statistic.P95), (Math.Abs(numbers[8]) * QuantileSketch.Accuracy) + 1e-12);
            Assert.Equal(numbers[9], value.Of(Statistic.P99), (Math.Abs(numbers[9]) * QuantileSketch.Accuracy) + 1e-12);
        }

        Assert.Empty(left);
        return expected.Count;
    }

    private static async Task PublishAsync(IDocumentStore documents)
    {
        var step = DocumentLife.FromCatalogue(null, Key, Formula, GeneratedMonth.Start)!.Value;
        Assert.True(await documents.SaveAsync(step.Document!, step.Event, Formula, Ct));
    }
}
