namespace IotLink.Core.Messages;

/// <summary>The topic's environment segment. One installation serves one.</summary>
public enum Env : byte { Dev, Stg, Prd }
