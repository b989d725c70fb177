using System.Text.Json.Nodes;
using IotLink.Core.Firmware.Jobs;
using IotLink.Tests.Support;

namespace IotLink.Tests.Core.Firmware;

public sealed class JobVectorTests
{
    [Fact]
    public void Every_vector_of_the_jobs_service_holds()
    {
        var vectors = Vectors.Read("jobs-vectors.json");
        Assert.NotEmpty(vectors);
        Assert.Empty(vectors.SelectMany(vector => Faults(vector!)));
        TestContext.Current.SendDiagnosticMessage("{0} jobs vectors hold", vectors.Count);
    }

    private static List<string> Faults(JsonNode vector)
    {
        var jobs = ThingJobs.None("t1");
        List<string> faults = [];
        foreach (var (step, i) in vector["steps"]!.AsArray().Select((step, i) => (step!, i + 1)))
        {
            var outcome = Carry(step, jobs);
            jobs = outcome.Jobs;
            faults.AddRange(Vectors.Faults(step, outcome.Messages.Select(m => (m.Topic, m.Body))).Select(fault => $"{vector["id"]} step {i}: {fault}"));
        }

        return faults;
    }

    private static JobOutcome Carry(JsonNode step, ThingJobs jobs)
    {
        var now = Vectors.Now(step);
        var id = step["jobId"]?.GetValue<string>() ?? "";
        return step["op"]?.GetValue<string>() switch
        {
            "createExecution" => JobEngine.Create(jobs, id, step["document"]!.AsObject(), Limit(step), now),
            "cancelExecution" => JobEngine.Cancel(jobs, id, step["force"]?.GetValue<bool>() ?? false, now),
            "deleteJob" => JobEngine.Delete(jobs, id, now),
            "tick" => JobEngine.TimeOut(jobs, now),
            null => JobTopic.TryParse(step["topic"]!.GetValue<string>(), out var topic)
                ? JobEngine.Answer(topic, jobs, Vectors.Body(step), now)
                : new(jobs, []),
            var op => throw new InvalidOperationException($"The vectors have an act this test does not know: {op}."),
        };
    }

    private static TimeSpan? Limit(JsonNode step) =>
        step["inProgressTimeoutInMinutes"] is { } minutes ? TimeSpan.FromMinutes(minutes.GetValue<long>()) : null;
}
