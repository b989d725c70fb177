using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace IotLink.Core.Adapters.Relational.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class Backtests : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "backtests",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    document = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    is_work = table.Column<bool>(type: "boolean", nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false),
                    body = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_backtests", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_backtests_document_created_at",
                table: "backtests",
                columns: new[] { "document", "created_at" });

            migrationBuilder.CreateIndex(
                name: "IX_backtests_is_work_created_at",
                table: "backtests",
                columns: new[] { "is_work", "created_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "backtests");
        }
    }
}
