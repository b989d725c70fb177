namespace IotLink.Core.Adapters.Aws.Iot;

/// <summary>The three addresses of AWS IoT: for shadows and messages, for what devices ask about jobs, and for things and jobs themselves.</summary>
internal sealed class AwsIot(AwsOptions aws, AwsIotOptions options, AwsIotHealth health, TimeProvider time) : IDisposable
{
    public AwsIotClient Data { get; } = new(options.DataEndpoint, "data-ats.iot", "iotdata", aws, options, health, time);

    public AwsIotClient Jobs { get; } = new(options.JobsEndpoint, "data.jobs.iot", "iot-jobs-data", aws, options, health, time);

    public AwsIotClient Control { get; } = new(options.ControlEndpoint, "iot", "iot", aws, options, health, time);

    public void Dispose()
    {
        Data.Dispose();
        Jobs.Dispose();
        Control.Dispose();
    }
}
