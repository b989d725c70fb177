namespace IotLink.Core.Firmware.Jobs;

/// <summary>States of a job execution. Nothing leaves those after <see cref="InProgress"/>.</summary>
public enum JobStatus { Queued, InProgress, Succeeded, Failed, Rejected, TimedOut, Canceled, Removed }

public static class JobStatusWords
{
    private static readonly string[] Words = ["QUEUED", "IN_PROGRESS", "SUCCEEDED", "FAILED", "REJECTED", "TIMED_OUT", "CANCELED", "REMOVED"];

    extension(JobStatus status)
    {
        /// <summary>AWS's word: <c>IN_PROGRESS</c>.</summary>
        public string Word => Words[(int)status];

        public bool IsTerminal => status > JobStatus.InProgress;
    }

    /// <exception cref="FormatException">None of AWS's words.</exception>
    public static JobStatus Of(string? word) => Array.IndexOf(Words, word) is >= 0 and var place ? (JobStatus)place : throw new FormatException($"'{word}' is no status of a job.");

    /// <summary>What a device may set: in progress, and the three outcomes it can know.</summary>
    /// <returns>null for any other word.</returns>
    public static JobStatus? OfDevice(string? word) => word switch
    {
        "IN_PROGRESS" => JobStatus.InProgress,
        "SUCCEEDED" => JobStatus.Succeeded,
        "FAILED" => JobStatus.Failed,
        "REJECTED" => JobStatus.Rejected,
        _ => null,
    };
}
