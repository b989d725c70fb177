using System.Diagnostics;
using IotLink.Core.Aggregates;
using IotLink.Core.Trends;
using IotLink.Tests.Ingest.History;
using IotLink.Tests.Support;
using Npgsql;

namespace IotLink.Tests.Throughput;

/// <summary>How soon a curve is there, beside PostgreSQL with the same readings and an index. Printed; a gross slowdown fails.</summary>
public sealed class TrendThroughputTests(PostgresFixture postgres, ITestOutputHelper output) : IClassFixture<PostgresFixture>
{
    private const int Points = 172_800;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    public async Task Ten_days_at_five_seconds_are_on_the_screen()
    {
        await postgres.EmptyAsync(Ct);
        using var folder = new TempFolder();
        await using var host = await HistoryHost.StartAsync(folder);
        var batch = new BatchBuilder();
        for (var done = 0; done < Points; done += 7_200)
            await host.Hot.SaveAsync(batch.Begin(done + 7_200).Readings(Sample.Noon.AddSeconds(done * 5), TimeSpan.FromSeconds(5), [.. Enumerable.Range(0, 7_200).Select(i => i % 97 / 4.0)]).Build(), Ct);
        await host.Get<Aggregator>().FollowAsync(0, Sample.Noon, Ct);
        await using var db = await LoadAsync();
        const string sql = "SELECT width_bucket(extract(epoch FROM t), @from, @to, 1000) AS c, min(v), max(v), avg(v) FROM raw WHERE device = 'dev-1' AND t >= to_timestamp(@from) AND t < to_timestamp(@to) GROUP BY c ORDER BY c";

        var (ours, theirs) = (new List<double>(), new List<double>());
        for (var round = 0; round < 25; round++)
        {
            var clock = Stopwatch.GetTimestamp();
            var trend = await host.Get<TrendDesk>().OfDeviceAsync(HistoryHost.Author, Sample.Device("dev-1"), new("tempC", Sample.Noon, Sample.Noon.AddDays(10)), Ct);
            ours.Add(Stopwatch.GetElapsedTime(clock).TotalMilliseconds);
            Assert.Equal(Points, trend!.Points.Sum(p => p.Count));
            clock = Stopwatch.GetTimestamp();
            await using var command = new NpgsqlCommand(sql, db);
            command.Parameters.AddWithValue("from", (double)Sample.Noon.ToUnixTimeSeconds());
            command.Parameters.AddWithValue("to", (double)Sample.Noon.AddDays(10).ToUnixTimeSeconds());
            await using (var reader = await command.ExecuteReaderAsync(Ct)) while (await reader.ReadAsync(Ct)) { }
            theirs.Add(Stopwatch.GetElapsedTime(clock).TotalMilliseconds);
        }

        var (mine, reference) = (ours.Skip(10).Order().ElementAt(7), theirs.Skip(10).Order().ElementAt(7));
        output.WriteLine(FormattableString.Invariant($"{Points} readings as a curve: {mine:0.0} ms, PostgreSQL {reference:0.0} ms, {reference / mine:0.0} x"));
        Assert.True(mine < reference);
    }

    private async Task<NpgsqlConnection> LoadAsync()
    {
        var db = new NpgsqlConnection(postgres.Settings.Write);
        await db.OpenAsync(Ct);
        const string make = "CREATE TABLE raw AS SELECT 'dev-1' AS device, to_timestamp(@from) + i * interval '5 s' AS t, (i % 97 / 4.0)::float8 AS v FROM generate_series(0, @last) AS i; CREATE INDEX ON raw (device, t); ANALYZE raw";
        await using var command = new NpgsqlCommand(make, db);
        command.Parameters.AddWithValue("from", (double)Sample.Noon.ToUnixTimeSeconds());
        command.Parameters.AddWithValue("last", Points - 1);
        await command.ExecuteNonQueryAsync(Ct);
        return db;
    }
}
