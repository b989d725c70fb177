using IotLink.Core.Things;

namespace IotLink.Core.Firmware.Jobs;

/// <summary>What an order must keep to.</summary>
internal static class JobOrders
{
    private const int LongestDocument = 32_768;

    private static readonly TimeSpan LongestLimit = TimeSpan.FromDays(7);

    public static bool Has(ThingJobs jobs, JobOrder order) => order.Number is { } number && jobs.Find(order.JobId, null) is { } last && last.Number >= number;

    /// <exception cref="ArgumentException">The order breaks a limit of AWS's.</exception>
    public static void Check(JobOrder order)
    {
        if (!JobTopic.IsJobId(order.JobId)) throw new ArgumentException($"'{order.JobId}' is no job id: 1 to 64 letters, digits, '_' or '-'.", nameof(order));
        if (order.Document.ToJsonString(ThingJson.Compact).Length > LongestDocument)
        {
            throw new ArgumentException($"A job document has at most {LongestDocument} characters.", nameof(order));
        }

        if (order.Limit is { } limit && (limit < TimeSpan.FromMinutes(1) || limit > LongestLimit))
        {
            throw new ArgumentException("A job's time limit is 1 minute to 7 days.", nameof(order));
        }
    }
}
