using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace IotLink.Core.Adapters.Relational.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class Things : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "job_executions",
                columns: table => new
                {
                    thing = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    job_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    number = table.Column<int>(type: "integer", nullable: false),
                    place = table.Column<int>(type: "integer", nullable: false),
                    status = table.Column<int>(type: "integer", nullable: false),
                    details = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    queued_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    document = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    limit_seconds = table.Column<int>(type: "integer", nullable: true),
                    deadline = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    step_deadline = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    times_out_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_job_executions", x => new { x.thing, x.job_id, x.number });
                });

            migrationBuilder.CreateTable(
                name: "shadows",
                columns: table => new
                {
                    thing = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    desired = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    desired_times = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    reported = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    reported_times = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    deleted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_shadows", x => new { x.thing, x.name });
                });

            migrationBuilder.CreateTable(
                name: "thing_changes",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    thing = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    subject = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    client_token = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    by_thing = table.Column<bool>(type: "boolean", nullable: false),
                    messages = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    host = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_thing_changes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "thing_jobs",
                columns: table => new
                {
                    thing = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    revision = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_thing_jobs", x => x.thing);
                });

            migrationBuilder.CreateIndex(
                name: "IX_job_executions_job_id",
                table: "job_executions",
                column: "job_id");

            migrationBuilder.CreateIndex(
                name: "IX_job_executions_times_out_at",
                table: "job_executions",
                column: "times_out_at",
                filter: "times_out_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_thing_changes_at",
                table: "thing_changes",
                column: "at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "job_executions");

            migrationBuilder.DropTable(
                name: "shadows");

            migrationBuilder.DropTable(
                name: "thing_changes");

            migrationBuilder.DropTable(
                name: "thing_jobs");
        }
    }
}
