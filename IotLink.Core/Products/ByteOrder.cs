namespace IotLink.Core.Products;

/// <summary>Which byte of a number comes first.</summary>
public enum ByteOrder : byte { Big, Little }
