using System.Text;
using System.Text.Json.Nodes;
using IotLink.Core.Firmware.Jobs;

namespace IotLink.Tests.Core.Firmware;

/// <summary>The in-progress timer of a job and the step timer a device sets: whichever ends first ends the execution.</summary>
public sealed class JobTimerTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_in_progress_timer_starts_when_work_starts_and_never_again()
    {
        var jobs = Queued(TimeSpan.FromMinutes(20));
        Assert.Null(jobs.NextDeadline);
        jobs = Update(jobs, 5, """{"status":"IN_PROGRESS"}""");
        jobs = Update(jobs, 15, """{"status":"IN_PROGRESS"}""");

        Assert.Equal(Noon.AddMinutes(25), jobs.NextDeadline);
    }

    [Fact]
    public void A_step_is_timed_anew_with_each_update_that_names_one_and_cannot_outlast_the_whole()
    {
        var jobs = Update(Queued(TimeSpan.FromMinutes(20)), 0, """{"status":"IN_PROGRESS","stepTimeoutInMinutes":5}""");
        Assert.Equal(Noon.AddMinutes(5), jobs.NextDeadline);
        jobs = Update(jobs, 4, """{"status":"IN_PROGRESS"}""");
        Assert.Equal(Noon.AddMinutes(5), jobs.NextDeadline);
        jobs = Update(jobs, 4, """{"status":"IN_PROGRESS","stepTimeoutInMinutes":10}""");
        Assert.Equal(Noon.AddMinutes(14), jobs.NextDeadline);
        jobs = Update(jobs, 13, """{"status":"IN_PROGRESS","stepTimeoutInMinutes":30}""");
        Assert.Equal(Noon.AddMinutes(20), jobs.NextDeadline);
        jobs = Update(jobs, 14, """{"status":"IN_PROGRESS","stepTimeoutInMinutes":-1}""");
        Assert.Equal(Noon.AddMinutes(20), jobs.NextDeadline);

        Assert.Same(jobs, JobEngine.TimeOut(jobs, Noon.AddMinutes(20).AddSeconds(-1)).Jobs);
        var late = JobEngine.TimeOut(jobs, Noon.AddMinutes(20));
        Assert.Equal(JobStatus.TimedOut, late.Jobs.Find("job1", null)!.Status);
        Assert.Equal(2, late.Messages.Count);
    }

    [Fact]
    public void What_has_ended_has_no_timer()
    {
        var jobs = Update(Queued(TimeSpan.FromMinutes(20)), 0, """{"status":"IN_PROGRESS","stepTimeoutInMinutes":5}""");
        jobs = Update(jobs, 1, """{"status":"SUCCEEDED"}""");

        Assert.Null(jobs.NextDeadline);
        Assert.Empty(JobEngine.TimeOut(jobs, Noon.AddDays(1)).Messages);
    }

    [Fact]
    public void A_retry_is_a_further_execution_with_the_next_number()
    {
        var jobs = Update(Queued(null), 1, """{"status":"FAILED"}""");
        jobs = JobEngine.Create(jobs, "job1", [], null, Noon.AddMinutes(2)).Jobs;

        Assert.Equal(2, jobs.Next!.Number);
        Assert.Equal(JobStatus.Failed, jobs.Find("job1", 1)!.Status);
    }

    [Theory]
    [InlineData("""{"status":"IN_PROGRESS","stepTimeoutInMinutes":0}""")]
    [InlineData("""{"status":"IN_PROGRESS","stepTimeoutInMinutes":10081}""")]
    [InlineData("""{"status":"IN_PROGRESS","expectedVersion":1.5}""")]
    [InlineData("""{"status":"IN_PROGRESS","statusDetails":{"a b":"x"}}""")]
    [InlineData("""{"statusDetails":{"a":"x"}}""")]
    public void What_cannot_be_meant_is_refused_and_changes_nothing(string body)
    {
        var jobs = Queued(null);
        var outcome = Ask(jobs, 0, body);

        Assert.Equal("InvalidRequest", outcome.Rejection!.Code);
        Assert.Same(jobs, outcome.Jobs);
    }

    private static ThingJobs Queued(TimeSpan? limit) => JobEngine.Create(ThingJobs.None("t1"), "job1", new JsonObject { ["operation"] = "test" }, limit, Noon).Jobs;

    private static ThingJobs Update(ThingJobs jobs, int minute, string body)
    {
        var outcome = Ask(jobs, minute, body);
        Assert.Null(outcome.Rejection);
        return outcome.Jobs;
    }

    private static JobOutcome Ask(ThingJobs jobs, int minute, string body) =>
        JobEngine.Answer(new("t1", JobOperation.Update, "job1"), jobs, Encoding.UTF8.GetBytes(body), Noon.AddMinutes(minute));
}
