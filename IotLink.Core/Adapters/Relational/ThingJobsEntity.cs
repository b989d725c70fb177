namespace IotLink.Core.Adapters.Relational;

/// <summary>Guards the executions of one thing.</summary>
internal sealed class ThingJobsEntity
{
    public required string Thing { get; set; }

    /// <summary>Two hosts that read the same revision cannot both write.</summary>
    public long Revision { get; set; }
}
