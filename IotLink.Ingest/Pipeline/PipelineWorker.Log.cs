namespace IotLink.Ingest.Pipeline;

public sealed partial class PipelineWorker
{
    [LoggerMessage(1, LogLevel.Information, "Pipeline reads shard {Shard} from {Sequence}.")]
    private partial void LogStarted(int shard, long sequence);

    [LoggerMessage(2, LogLevel.Error, "Pipeline of shard {Shard} was interrupted; it begins again at its checkpoint in {BackOff}.")]
    private partial void LogInterrupted(int shard, TimeSpan backOff, Exception e);

    /// <summary>Once per batch; goes with <c>iotlink_messages_refused_total</c>.</summary>
    [LoggerMessage(3, LogLevel.Information, "{Count} messages went to the dead letters; the first: {Code}, {Detail}")]
    private partial void LogRefused(int count, string code, string detail);
}
