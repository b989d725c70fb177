using IotLink.Core.Alarms;
using IotLink.Core.DeadLetters;
using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Messages;
using IotLink.Core.Products;
using IotLink.Core.Publishing;
using IotLink.Core.Streams;
using IotLink.Core.Telemetry;
using IotLink.Ingest.Pipeline;
using Microsoft.Extensions.Options;

namespace IotLink.Ingest.DeadLetters;

/// <summary>
/// Tells what letters would come to, through the live pipeline's code with a memory of its own. Nothing is stored, nobody is signalled.
/// </summary>
public sealed class DryRun(
    LetterPages pages,
    IMessageReader stream,
    IHotStore hotStore,
    IAlarmStore alarms,
    IDeviceRegistry registry,
    IPlanSource plans,
    IDocumentStore documents,
    IOptions<LetterOptions> options,
    TimeProvider time)
{
    /// <summary>No job's number: what other jobs settled does not matter to a dry run.</summary>
    private const long NoJob = -1;

    /// <summary>So many versions are tried beside the published one.</summary>
    private const int MostVersions = 10;

    private const int MostFaults = 5;

    private readonly LetterMessages _messages = new(stream);

    /// <returns>What each spec would make of the letters; or why it cannot be tried.</returns>
    internal async Task<(IReadOnlyList<TryResult> Results, string? Error)> RunAsync(JobPulse pulse, CancellationToken ct)
    {
        var selection = pulse.Job.Order.Selection;
        var (candidates, error) = await CandidatesAsync(pulse.Job.Order, ct);
        if (error is not null) return ([], error);
        var total = Math.Min(options.Value.TryAtMost, await pages.CountAsync(selection, ct));
        pulse.Progress = new(total * candidates.Count);
        var results = new List<TryResult>();
        foreach (var candidate in candidates) results.Add(await TryAsync(pulse, candidate, total, ct));
        return ([.. results.OrderByDescending(r => r.Passed)], null);
    }

    private async Task<TryResult> TryAsync(JobPulse pulse, Candidate candidate, int atMost, CancellationToken ct)
    {
        var memory = new PipelineMemory(await hotStore.LatestTimesAsync(ct), await alarms.MarksAsync(ct));
        var pipeline = new TelemetryPipeline(registry, candidate.Plans, memory);
        var (tally, again, effects, left) = (new TryTally(), new RedeliveryFilter(), new PipelineEffects(), atMost);
        await foreach (var page in pages.OfAsync(pulse.Job.Order.Selection, null, NoJob, options.Value.BatchSize, ct))
        {
            await pulse.BeatAsync(ct);
            var messages = await _messages.ReadAsync(page, ct);
            var now = time.GetUtcNow();
            foreach (var task in page.Take(left))
            {
                effects.Begin(task.Position.Shard);
                if (messages.TryGetValue(task.Position, out var stored)) pipeline.Reprocess(stored, again, now, effects);
                else effects.Telemetry.Add(Gone(task));
                tally.Add(task.Position, effects);
            }

            left -= page.Count;
            pulse.Progress = pulse.Progress with
            {
                Done = pulse.Progress.Done + Math.Min(page.Count, left + page.Count),
                Passed = Math.Max(pulse.Progress.Passed, tally.Passed),
            };
            if (left <= 0) break;
        }

        return tally.ToResult(candidate.Name, candidate.Version) with { IsDraft = candidate.IsDraft };
    }

    private async Task<(IReadOnlyList<Candidate> Candidates, string? Error)> CandidatesAsync(LetterOrder order, CancellationToken ct)
    {
        var product = order.Selection.Signature?.Product;
        var version = product is { } p ? plans.Current.PublishedOf(p).Spec?.Spec.Version ?? 0 : 0;
        var published = new Candidate("published", version, false, plans);
        switch (order.Specs.Kind)
        {
            case SpecChoiceKind.Draft:
                return await OneAsync(0, order.Specs.Text ?? "", ct);
            case SpecChoiceKind.Version when product is { } of:
                var text = await documents.TextAsync(DocumentKey.SpecOf(of), order.Specs.Version, ct);
                return text is null ? ([], $"Product '{of}' has no spec version {order.Specs.Version}.") : await OneAsync(order.Specs.Version, text, ct);
            case SpecChoiceKind.Version:
                return ([], "A version is of one product: choose a group with a product.");
            case SpecChoiceKind.Every when product is { } of:
                return ([published, .. await EveryAsync(of, version, ct)], null);
            default:
                return ([published], null);
        }
    }

    /// <summary>The draft, and the newest versions but the one in force. What does not compile helps nobody and is left out.</summary>
    private async Task<List<Candidate>> EveryAsync(ProductId product, int published, CancellationToken ct)
    {
        var found = new List<Candidate>();
        if (await documents.FindAsync(DocumentKey.SpecOf(product), ct) is not { } spec) return found;
        if (spec.Draft is { } draft) found.AddRange((await OneAsync(0, draft.Text, ct)).Candidates);
        foreach (var version in spec.Versions.Reverse().Where(v => v.Number != published).Take(MostVersions))
        {
            if (await documents.TextAsync(spec.Key, version.Number, ct) is { } text) found.AddRange((await OneAsync(version.Number, text, ct)).Candidates);
        }

        return found;
    }

    /// <summary>What is published, with this spec in it.</summary>
    /// <param name="version">0 for a draft.</param>
    private async Task<(IReadOnlyList<Candidate> Candidates, string? Error)> OneAsync(int version, string text, CancellationToken ct)
    {
        var read = SpecDocument.Read(text);
        if (read.Spec is not { } spec) return ([], "The spec has faults: " + string.Join("; ", read.Faults.Take(MostFaults)));
        var tried = new TriedPlans(await documents.InForceAsync(ct), new(DocumentKey.SpecOf(spec.Product), version, text));
        var faulty = tried.Current.Faulty.FirstOrDefault(f => f.Document.Key.Kind == DocumentKind.Spec && f.Document.Key.Product == spec.Product);
        if (faulty is not null) return ([], "The spec has faults: " + string.Join("; ", faulty.Faults.Take(MostFaults)));
        return ([new(version == 0 ? "draft" : $"v{version}", version, version == 0, tried)], null);
    }

    private static DeadLetter Gone(LetterTask task) => new(
        task.Position, default, null, null, default, new(Reason.ProcessingFailed, "The message itself is no longer in the stream."), 0, default);

    private sealed record Candidate(string Name, int Version, bool IsDraft, IPlanSource Plans);
}
