using IotLink.Core.Conversion.Envelope;
using IotLink.Core.Products;
using IotLink.Core.Telemetry;

namespace IotLink.Core.Conversion;

/// <summary>Makes readings of a payload's samples, the oldest first: rules see values in the order they were measured.</summary>
internal static class SampleReadings
{
    /// <param name="main">The payload's own reading, already with its time. Without values it gives its place to the first sample.</param>
    public static void Spread(in ConversionContext context, Reading main, DecodedSamples samples)
    {
        var (marks, version, hub) = (main.Marks, main.SpecVersion, main.HubTimestamp);
        var (around, source) = (main.EventTime, main.TimeSource);
        var all = new List<(DateTimeOffset Time, DateTimeOffset? Said, MetricValues Values)>();
        foreach (var sample in samples.All)
        {
            DateTimeOffset? said = double.IsNaN(sample.Time) ? null : Timestamps.FromMilliseconds(Math.Round(sample.Time * 1000));
            var time = said ?? (double.IsNaN(sample.Ago) ? around : Timestamps.FromMilliseconds(around.ToUnixTimeMilliseconds() - Math.Round(sample.Ago * 1000)));
            all.Add((time, said, sample.Values));
        }

        if (main.Metrics.Count > 0)
        {
            var own = new MetricValues(main.Metrics.Schema);
            main.Metrics.CopyTo(own);
            all.Add((around, main.DeviceTimestamp, own));
        }

        var reading = main;
        foreach (var (time, said, values) in all.OrderBy(s => s.Time))
        {
            reading ??= context.AddOwn();
            values.CopyTo(reading.Metrics);
            (reading.Marks, reading.SpecVersion) = (marks, version);
            if (said is not null) context.Stamp(reading, said, null, hub);
            else (reading.EventTime, reading.TimeSource, reading.DeviceTimestamp, reading.HubTimestamp) = (time, source, null, hub);
            reading = null;
        }
    }
}
