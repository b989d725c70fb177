using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using IotLink.Ingest.Commands;

namespace IotLink.Tests.Ingest.Commands;

public sealed class BenchCommandTests
{
    private const double Slack = 1.3;
    private const int Attempts = 3;

    [Fact]
    public async Task Durable_appends_are_measured_beside_their_reference()
    {
        var run = await CommandRun.OfAsync("bench", "--quick", "--only", "P1");
        Assert.Equal(ExitCode.Ok, run.Code);
        var row = Assert.Single(run.Json.GetProperty("rows").EnumerateArray());
        Assert.Equal("P1", row.GetProperty("goal").GetString());
        Assert.True(Number(row, "referenceValue") > 0 && Number(row, "ownValue") > 0, row.ToString());
        if (IsOptimised) Assert.True(Number(row, "ratio") >= 0.8 / Slack, row.ToString());
    }

    [Fact]
    public async Task Decoding_and_rules_allocate_nothing_and_are_about_as_fast_as_by_hand()
    {
        var rows = await MeasureAsync();
        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.Equal("P5", row.GetProperty("goal").GetString()));
        var allocations = rows.Where(row => row.GetProperty("unit").GetString() == "B").ToList();
        Assert.NotEmpty(allocations);
        Assert.All(allocations, row => Assert.True(row.GetProperty("met").GetBoolean(), row.ToString()));
        if (!IsOptimised) return;

        // Slow code is slow each time; a busy machine is not.
        for (var attempt = 1; attempt < Attempts && !rows.Where(row => row.GetProperty("unit").GetString() != "B").All(IsFast); attempt++) rows = await MeasureAsync();
        Assert.All(rows.Where(row => row.GetProperty("unit").GetString() != "B"), row => Assert.True(IsFast(row), row.ToString()));
    }

    private static bool IsFast(JsonElement row) => Number(row, "ratio") <= 1.5 * Slack;

    private static async Task<List<JsonElement>> MeasureAsync()
    {
        var run = await CommandRun.OfAsync("bench", "--quick", "--only", "P5");
        Assert.Equal(ExitCode.Ok, run.Code);
        return [.. run.Json.GetProperty("rows").EnumerateArray()];
    }

    /// <summary>A debug build is slower than itself, not than its reference: its ratios say nothing.</summary>
    private static bool IsOptimised =>
        typeof(IotLinkCommand).Assembly.GetCustomAttribute<DebuggableAttribute>() is not { IsJITOptimizerDisabled: true };

    private static double Number(JsonElement row, string name) => row.GetProperty(name).GetDouble();
}
