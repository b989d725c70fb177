namespace IotLink.Core.History;

/// <summary>Where a replay stands.</summary>
public enum ReplayState
{
    /// <summary>Asked for, not begun.</summary>
    Waiting,
    Previewing,
    /// <summary>The numbers are there; a second person may apply them.</summary>
    Previewed,
    /// <summary>Approved, not begun.</summary>
    Approved,
    Applying,
    Applied,
    /// <summary>To be taken back, not begun.</summary>
    TakingBack,
    RolledBack,
    Cancelled,
    Failed,
}
