namespace IotLink.Core.Adapters.Relational;

/// <summary>A text under its own hash: written once, shared by the versions that have it.</summary>
internal sealed class DocumentTextEntity
{
    public required string Hash { get; set; }

    public required string Text { get; set; }
}
