namespace IotLink.Ingest.Simulation;

/// <summary>What can be wrong with a device of the plant.</summary>
internal enum Fault
{
    None,
    /// <summary>A value climbs past its limit and comes back.</summary>
    Overheats,
    /// <summary>The same, and it does not hear what it is told.</summary>
    OverheatsUnheard,
    /// <summary>Says nothing, then comes back.</summary>
    FallsSilent,
    /// <summary>A frame is damaged on the way; on MQTT and REST, the JSON breaks off in the middle.</summary>
    DamagesAFrame,
    /// <summary>Its clock is an hour ahead.</summary>
    LiesAboutTheTime,
    /// <summary>Sends something no spec knows of.</summary>
    SendsAnUnknownTag,
    /// <summary>Claims to be another product than it is registered as.</summary>
    ClaimsAnotherProduct,
}
