namespace IotLink.Core.Rules.Watches;

/// <summary>What a watch makes of a reading.</summary>
internal enum Truth { Unknown, No, Yes }
