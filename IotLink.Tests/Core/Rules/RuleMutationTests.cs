using System.Diagnostics;

namespace IotLink.Tests.Core.Rules;

/// <summary>
/// Whether the scenarios would notice: the engine is compiled with each of its comparisons changed, one at a time, and must then fail one.
/// All of them take a minute or two: <c>-explicit only -class "*RuleMutationTests"</c>, or a part of them with <c>RULE_MUTANTS=1/4</c>. What no scenario can notice stands in
/// <c>equivalent-mutants.txt</c> with its reason.
/// </summary>
public sealed class RuleMutationTests(ITestOutputHelper output)
{
    [Fact]
    public void Compiled_apart_the_engine_says_what_it_says_and_a_mutant_is_noticed()
    {
        var engine = new MutatedEngine();
        Assert.Null(engine.Play(null));
        var mutant = RuleMutant.All().First(m => m.File == "Watches/DurationWatch.cs" && m.Was == "left <= 0" && m.Operator == ">");
        Assert.NotNull(engine.Play(mutant));
    }

    [Fact(Explicit = true)]
    public void A_mutation_in_any_comparison_breaks_a_scenario()
    {
        var (engine, clock, survivors) = (new MutatedEngine(), Stopwatch.StartNew(), new List<string>());
        var (part, parts) = Environment.GetEnvironmentVariable("RULE_MUTANTS")?.Split('/') is [var first, var last] ? (int.Parse(first, null), int.Parse(last, null)) : (1, 1);
        var all = RuleMutant.All().Where((_, i) => i % parts == part - 1).ToList();
        Assert.Null(engine.Play(null));
        foreach (var mutant in all)
        {
            if (engine.Play(mutant) is null) survivors.Add(mutant.ToString());
        }

        var known = File.ReadLines(Path.Combine(RuleMutant.Folder, "..", "..", "IotLink.Tests", "Core", "Rules", "equivalent-mutants.txt"))
            .Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split(" | ")[0]).ToHashSet(StringComparer.Ordinal);
        output.WriteLine($"{all.Count} mutants in {clock.Elapsed.TotalSeconds:0} s: {all.Count - survivors.Count} noticed, {survivors.Count(s => known.Contains(WithoutLine(s)))} that nobody can notice");
        var unknown = survivors.Where(s => !known.Contains(WithoutLine(s))).ToList();
        Assert.True(unknown.Count == 0, $"{unknown.Count} survived:\n{string.Join('\n', unknown)}");
    }

    /// <summary>Lines move.</summary>
    private static string WithoutLine(string mutant) => System.Text.RegularExpressions.Regex.Replace(mutant, @":[0-9]+ ", " ");
}
