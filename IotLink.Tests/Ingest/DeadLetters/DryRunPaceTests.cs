using System.Diagnostics;
using IotLink.Core.DeadLetters;
using IotLink.Tests.Ingest.Pipeline;
using static IotLink.Tests.Ingest.DeadLetters.LetterHost;

namespace IotLink.Tests.Ingest.DeadLetters;

/// <summary>How long people wait for a dry run of as many letters as one looks at. Asked for by name only.</summary>
public sealed class DryRunPaceTests(ITestOutputHelper output)
{
    private const int Letters = 100_000;

    [Fact(Explicit = true)]
    public async Task A_hundred_thousand_letters_are_tried()
    {
        await using var at = await StartAsync();
        for (var from = 0; from < Letters; from += 1000)
            await at.Host.TakeAsync(Enumerable.Range(from, 1000).Select(n => Piping.At(n, 70, Stranger)));
        await at.RegisterAsync();

        var started = Stopwatch.GetTimestamp();
        var job = await at.DoAsync(LetterAction.Try);

        output.WriteLine($"{Letters} letters tried in {Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s");
        Console.Out.WriteLine($"{Letters} letters tried in {Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s");
        Assert.Equal(Letters, job.Results[0].Passed + job.Results[0].Failed);
    }
}
