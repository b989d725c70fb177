using System.Reflection;

namespace IotLink.Tests.Core.Rules;

/// <summary>The table in <c>scenarios.txt</c>, played as it stands, with a restart after every step, and with a clock that ticks between the steps.</summary>
public sealed class RuleScenarioTests(ITestOutputHelper output)
{
    internal static readonly Dictionary<string, (string Keys, string Timeline, string Said)> Rows = Read();

    public static TheoryData<string> Names => [.. Rows.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_engine_says(string scenario)
    {
        var (keys, timeline, said) = Rows[scenario];
        Assert.Equal(said, new RuleScenario(keys).Play(timeline));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_engine_says_the_same_restarted_after_every_step(string scenario)
    {
        var (keys, timeline, said) = Rows[scenario];
        Assert.Equal(said, new RuleScenario(keys, restartAlways: true).Play(timeline));
    }

    [Fact]
    public void There_are_as_many_scenarios_as_were_promised()
    {
        output.WriteLine($"{Rows.Count} rule scenarios");
        Assert.True(Rows.Count >= 150, $"{Rows.Count}");
    }

    private static Dictionary<string, (string, string, string)> Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("rule-scenarios.txt")!;
        using var reader = new StreamReader(stream);
        var rows = new Dictionary<string, (string, string, string)>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#') || line.Trim().Length == 0) continue;
            var columns = line.Split('|', StringSplitOptions.TrimEntries);
            rows.Add(columns[0], (columns[1].Trim('"'), columns[2], columns.Length > 3 ? columns[3] : ""));
        }

        return rows;
    }
}
